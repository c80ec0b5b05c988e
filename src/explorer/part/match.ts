import { type Content, html } from '../../http/page/html.ts'
import { entityLink } from './entity-link.ts'
import { type EntityKind, entityWord } from './kind.ts'

/** An entity that a name may mean. */
export interface ShownMatch {
  readonly reason: MatchReason
  readonly matchedName: string
  readonly note: string | null
  readonly entity: {
    readonly slug: string
    readonly name: string
    readonly kind: EntityKind
    readonly summary: string | null
  }
}

type MatchReason = 'IDENTIFIER' | 'NAME' | 'ALIAS' | 'FORMER_NAME' | 'ACRONYM' | 'PREFIX' | 'WORDS' | 'FUZZY'

/** What `matchLine` shows, as a fragment of GraphQL. */
export const shownMatch = `fragment ShownMatch on NameMatch {
  reason
  matchedName
  note
  entity { slug name kind summary }
}`

/** Why an entity matches, before the name that matched, and where that is its present name. */
const reasonWords: Readonly<Record<MatchReason, readonly [before: string, alone: string]>> = {
  IDENTIFIER: ['has the identifier', 'has this identifier'],
  NAME: ['is called', ''],
  ALIAS: ['is also called', ''],
  FORMER_NAME: ['was called', 'was called so before, too'],
  ACRONYM: ['has the acronym', ''],
  PREFIX: ['has a name that begins so:', 'begins so'],
  WORDS: ['has a name with these words:', 'has these words'],
  FUZZY: ['has a similar name:', 'is similar'],
}

const exact: ReadonlySet<MatchReason> = new Set(['IDENTIFIER', 'NAME', 'ALIAS', 'FORMER_NAME', 'ACRONYM'])

/** True if the whole name is one that the entity has or had. */
export function isExact({ reason }: ShownMatch): boolean {
  return exact.has(reason)
}

/** Why an entity matches: "has the acronym IOM". Null: it is simply called so. */
export function matchReason(match: ShownMatch): Content {
  const { reason, matchedName, entity } = match
  // How things that are only similar were ordered does not matter to readers.
  const note = isExact(match) ? match.note : null
  const [before, alone] = reasonWords[reason]
  const why = matchedName === entity.name ? alone : html`${before} <bdi>${matchedName}</bdi>`
  if (why === '' && note === null) return null
  return html`<span class="soft">${why}${note !== null && `. ${note}`}</span>`
}

/** An entity that a name may mean, in one line: what it is, and why it matches. */
export function matchLine(match: ShownMatch): Content {
  return html`<li class="fact">
    ${entityLink(match.entity)} ${' '}<span class="badge">${entityWord(match.entity.kind)}</span> ${' '}${matchReason(match)}
  </li>`
}
