// What pages do with JavaScript beside what they do without: keys, copying, and the way to a paragraph of another page.
// Whatever the browser refuses is left out silently, because every page works without it.

/** An element with its attributes and what it holds: elements and texts. */
function element(name, attributes, ...content) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...content)
  return made
}

// Keys. They can be turned off, because single keys get in the way of people who speak to their computer.

const keysName = 'dossier:keys'

/** What each key does. A page adds its own with `<dl data-keys>`, in the same form. */
const keys = [
  ['/', 'Go to the search box'],
  ['n', 'Next page of a list'],
  ['p', 'Page before in a list'],
  ['?', 'Show these keys'],
  ['↓ ↑ Enter', 'Choose a suggestion while you type'],
  ['Esc', 'Close suggestions, or this'],
]

/** False if this reader has turned the keys off; true if the browser keeps nothing. */
function areKeysOn() {
  try {
    return localStorage.getItem(keysName) !== 'off'
  } catch {
    return true
  }
}

function keepKeys(isOn) {
  try {
    if (isOn) localStorage.removeItem(keysName)
    else localStorage.setItem(keysName, 'off')
  } catch {
    // The browser keeps nothing, so the choice holds for this page alone.
  }
}

let keysOn = areKeysOn()
let keysDialog

function makeKeysDialog() {
  const own = document.querySelectorAll('[data-keys] > *')
  const rows = keys.flatMap(([key, does]) => [
    element('dt', {}, ...key.split(' ').flatMap((one) => [element('kbd', {}, one), ' '])),
    element('dd', {}, does),
  ])
  const box = element('input', { type: 'checkbox', id: 'keys-on' })
  box.checked = keysOn
  box.addEventListener('change', () => {
    keysOn = box.checked
    keepKeys(keysOn)
  })
  const dialog = element(
    'dialog',
    { class: 'keys', 'aria-labelledby': 'keys-title' },
    element('h2', { id: 'keys-title' }, 'Keys'),
    element('dl', {}, ...rows, ...[...own].map((one) => one.cloneNode(true))),
    element('p', {}, element('label', { for: 'keys-on' }, box, ' Use single keys')),
    element('form', { method: 'dialog' }, element('button', {}, 'Close')),
  )
  document.body.append(dialog)
  return dialog
}

function showKeys() {
  keysDialog ??= makeKeysDialog()
  if (!keysDialog.open) keysDialog.showModal()
}

function follow(relation) {
  const link = document.querySelector(`main a[rel="${relation}"]`)
  link?.click()
  return link !== null
}

/** Goes to the first search box that is shown: the first page has its own in place of that of the bar. */
function focusSearch() {
  const boxes = [...document.querySelectorAll('input[type="search"]')]
  const search = boxes.find((box) => box.checkVisibility())
  search?.focus()
  search?.select()
  return search !== undefined
}

/** What each key does; false where it does nothing on this page. */
const actions = {
  '/': focusSearch,
  n: () => follow('next'),
  p: () => follow('prev'),
  '?': () => {
    showKeys()
    return true
  },
}

document.addEventListener('keydown', (event) => {
  const isWithModifier = event.ctrlKey || event.metaKey || event.altKey
  if (!keysOn || isWithModifier || event.isComposing || event.defaultPrevented) return
  const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')
  if (isTyping || keysDialog?.open || !Object.hasOwn(actions, event.key)) return
  if (actions[event.key]()) event.preventDefault()
})

const footLine = document.querySelector('.foot .line')
if (footLine) {
  const button = element('button', { type: 'button', class: 'as-link' }, 'Keys')
  button.addEventListener('click', showKeys)
  footLine.append(element('li', {}, button))
}

// Copying: an element with data-copy="ID" gets a button that copies the text of the element with that id.

/** Copies a text; false if the browser does not let us. Without HTTPS there is only the older way. */
async function copyText(source) {
  try {
    await navigator.clipboard.writeText(source.textContent)
    return true
  } catch {
    getSelection().selectAllChildren(source)
    return document.execCommand('copy')
  }
}

for (const place of document.querySelectorAll('[data-copy]')) {
  const source = document.getElementById(place.dataset.copy)
  if (!source) continue
  const said = element('span', { role: 'status', class: 'soft' })
  const button = element('button', { type: 'button', class: 'quiet' }, place.dataset.copyLabel ?? 'Copy')
  button.addEventListener('click', async () => {
    said.textContent = (await copyText(source)) ? ' Copied.' : ' It is selected: copy it with your keyboard.'
    setTimeout(() => {
      said.textContent = ''
    }, 4_000)
  })
  place.append(button, said)
}

// Paragraphs: "#p9000" never reaches the server, so the page of that paragraph is asked for by "?paragraph=9000".

function goToParagraph() {
  const [, number] = /^#p(\d{1,9})(?:s\d{1,9})?$/.exec(location.hash) ?? []
  if (number === undefined || !location.pathname.startsWith('/document/')) return
  if (document.getElementById(location.hash.slice(1)) || document.getElementById(`p${number}`)) return
  const query = new URLSearchParams(location.search)
  if (query.get('paragraph') === number) return
  query.set('paragraph', number)
  location.replace(`${location.pathname}?${query}${location.hash}`)
}

addEventListener('hashchange', goToParagraph)
goToParagraph()
