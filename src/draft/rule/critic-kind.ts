import { isState } from './places.ts'
import type { Reading } from './reading.ts'
import { newspaperWord, organizationWord } from './vocabulary.ts'

/** What stands around a name. */
export interface Around {
  /** The word before it. */
  readonly before: string
  /** "Brazil's largest newspaper" of "Folha de S.Paulo, Brazil's largest newspaper,". */
  readonly apposition: string
}

const isOrganization = new RegExp(
  String.raw`\b(?:${organizationWord}s?|nations)\b|\bInternational$|\b${newspaperWord}\b`,
  'iu',
)

/** Words before a name, or after it, that say that it is a person's. */
const describesPerson =
  /(?:er|or|ist|man|woman|ian|chief|head|director|official|lawyer|chair|president|secretary|minister|economist|scientist|researchers|authors|critic|activist|blogger|analyst|expert|employee|diplomat|captain|philosopher|academic|scholar|advocate|consultant|fellow|candidate|attorney|cleric|bishop|whistleblower|billionaire|star|envoy|chancellor|Sen\.|Rep\.|Dr\.?|Prof\.|General|President|Minister|Senator|Professor|Secretary)$/u

/** What ends as trades of persons do, and is said of companies. */
const describesCompany =
  /(?:maker|paper|broadcaster|retailer|manufacturer|publisher|regulator|provider|producer|carrier|supplier|distributor|contractor|operator|insurer|monitor|competitor|lender|sponsor|donor)$/u

/** Trades before a single name, which are never those of companies. */
const describesOneName =
  /\b(?:senator|president|minister|chancellor|politician|singer|footballer|actor|actress|activist|journalist|musician|economist|lawyer)$/u

const describesOrganization = new RegExp(
  String.raw`\b(?:${organizationWord}|newspaper|magazine|charity|NGO|non-?profit|think tank|union|firm|watchdog|website)\b`,
  'iu',
)

/** Two names, a pronoun, or people of a body: "Members of X". */
const noBody =
  /\sand\s|^(?:I|He|She|It|They|We|Others|Critics|This|That|These|Those)\b|^(?!Friends\b)\p{Lu}\p{Ll}+s\sof\s/u

const personal =
  /^\p{Lu}\p{Ll}+(?:-\p{Lu}?\p{Ll}+)?(?:\s\p{Lu}\.)?(?:\s(?:[dl]['’]|(?:al|el|ad|ar|as)-)?\p{Lu}[\p{L}'’-]+){1,2}$/u

const noPerson =
  /\b(?:President|Prime|Minister|Ministry|Secretary|General|Director|Supreme|Leader|Pope|Government|Authorities|National|Republic|State|States|House|White|Press|Bishops)\b/u

/** Two or three words that may be the name of a person, and say nothing of a body. */
export const mayBePerson = (name: string): boolean =>
  personal.test(name) && !isOrganization.test(name) && !noPerson.test(name)

/** "a professor" of "a professor of law at X". */
const kindIn = (apposition: string): string => apposition.split(/\s(?:of|for|at|in|and|who)\s/u)[0] ?? ''

/** What a critic is, as far as its name and the text say: undefined if they do not, and nobody is to guess. */
export function kindOf(
  reading: Reading,
  text: string,
  { before, apposition }: Around,
  hasArticle: boolean,
): 'ORGANIZATION' | 'PERSON' | undefined {
  if (isState(text) || noBody.test(text)) return undefined
  if (isOrganization.test(text) || /^\p{Lu}{3,}$/u.test(text)) return 'ORGANIZATION'
  const described = kindIn(apposition)
  const isDescribed = isTrade(before) || isTrade(described)
  if (describesOneName.test(before) && /^\p{Lu}[\p{L}'’-]+$/u.test(text)) return 'PERSON'
  if (personal.test(text) && !hasArticle && (isDescribed || isPersonIn(reading, text))) return 'PERSON'
  return describesOrganization.test(described) || describesOrganization.test(before) || isOrganizationIn(reading, text)
    ? 'ORGANIZATION'
    : undefined
}

const isTrade = (words: string): boolean => describesPerson.test(words) && !describesCompany.test(words)

/** Whether the text elsewhere tells of somebody as a person: "the journalist X", "X, a professor", "X ... his". */
function isPersonIn({ sentences }: Reading, name: string): boolean {
  return sentences.some(({ text }) => {
    const at = text.indexOf(name)
    if (at < 0) return false
    const before = text.slice(0, at).trimEnd().split(/\s/u).at(-1) ?? ''
    const after = text.slice(at + name.length)
    const [apposition = ''] = /^,\s(?:an?|the|then|former)\s[^,]{1,60}/u.exec(after) ?? []
    return isTrade(before) || isTrade(kindIn(apposition)) || /^[^.;]{0,120}\b(?:he|she|his|her|him)\b/u.test(after)
  })
}

/** The names of states that persons have, too. */
const alsoPersonal = /\b(?:Chad|Georgia|Israel|Jordan|Ireland|France|Germany|Holland)$/u

/** A capital within, the country of its branch, of its own after a name of one word: "ActionAid", "Oxfam International", "Oxfam, a charity". */
function isOrganizationIn({ sentences }: Reading, name: string): boolean {
  if (/^\p{Lu}\p{Ll}+\p{Lu}\p{Ll}+$/u.test(name) && !/^(?:Mc|Mac|De|Di|La|Le|Van)\p{Lu}/u.test(name)) return true
  if (
    /\S\s\S+$/u.test(name) &&
    !/\s(?:of|in|for)\s\S+$/u.test(name) &&
    isState(name.split(' ').at(-1) ?? '') &&
    !alsoPersonal.test(name)
  )
    return true
  return sentences.some(({ text }) => {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      const before = text.slice(0, at).trimEnd().split(/\s/u).at(-1) ?? ''
      const after = text.slice(at + name.length)
      const [apposition = ''] = /^,\s(?:an?|the)\s[^,]{1,60}/u.exec(after) ?? []
      const isLonger = /^\s(?:International|UK|USA|Australia|Canada|India|America|Europe)\b/u.test(after)
      if (isLonger || describesOrganization.test(kindIn(apposition)) || isKindBefore.test(before)) return true
    }
    return false
  })
}

const isKindBefore = /^(?:NGO|charity|company|newspaper|magazine|watchdog|group|firm|website|organi[sz]ation)$/u
