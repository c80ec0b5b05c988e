import { attributeOf, classesOf, closest, type Element, isHtml } from './tree.ts'

/** Elements that hold no text for readers, or are controls. */
const names = new Set(
  (
    'head script style template noscript nav iframe object embed canvas audio video button input select ' +
    'textarea datalist progress meter dialog rt rp noframes menu'
  ).split(' '),
)

const roles = new Set([
  'navigation',
  'search',
  'dialog',
  'alertdialog',
  'menu',
  'menubar',
  'toolbar',
  'tablist',
  'doc-backlink',
  'doc-toc',
])

/** What stands around the text of a page, unless it stands within it. */
const around = new Set(['header', 'footer', 'aside'])
const rolesAround = new Set(['banner', 'contentinfo', 'complementary'])

/** What MediaWiki and other programs put round a text for their readers. */
const classes = new Set(
  (
    'mw-editsection mw-editsection-like navbox vertical-navbox sidebar navbar noprint toc mw-jump-link ' +
    'catlinks printfooter ambox metadata mw-empty-elt mw-cite-backlink sistersitebox mw-indicators ' +
    'authority-control visually-hidden sr-only screen-reader-text breadcrumb breadcrumbs portalbox ' +
    'portal-bar side-box shortdescription skip-link mw-authority-control geo-nondefault'
  ).split(' '),
)

/** Questions about cookies: class or id. */
const cookies =
  /^(?:(?:cookie|cookies|gdpr|consent|privacy)[-_]?(?:banner|bar|consent|notice|popup|modal|dialog|message|overlay|law|info|warning|wrapper|container)|onetrust-.*|cybotcookiebot.*|cc-window|cc-banner|cookieconsent|truste_.*|usercentrics.*|didomi-.*)$/iu

/** Whether an element and all that is inside of it is no part of the text of its page. */
export function isLeftOut(element: Element): boolean {
  const { tagName } = element
  if (!isHtml(element)) return true
  if (names.has(tagName) || isHidden(element)) return true
  const role = attributeOf(element, 'role')
  if (role !== undefined && roles.has(role)) return true
  if (around.has(tagName) || (role !== undefined && rolesAround.has(role))) return !isInText(element)
  if (tagName === 'body' || tagName === 'main' || tagName === 'article') return false
  const named = classesOf(element)
  return named.some((name) => classes.has(name) || cookies.test(name)) || cookies.test(attributeOf(element, 'id') ?? '')
}

function isHidden(element: Element): boolean {
  const { attrs, tagName } = element
  if (tagName === 'body') return false
  return attrs.some(({ name, value }) => {
    if (name === 'hidden') return value !== 'until-found'
    if (name === 'aria-hidden') return value === 'true'
    return name === 'style' && /(?:display\s*:\s*none|visibility\s*:\s*hidden)/iu.test(value)
  })
}

function isInText(element: Element): boolean {
  return closest(element, ({ tagName }) => tagName === 'main' || tagName === 'article') !== undefined
}
