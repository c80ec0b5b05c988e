import { ofOthers, type Reading } from './reading.ts'
import { date, lower } from './vocabulary.ts'

/** A way of saying that somebody criticises the subject. */
export interface Saying {
  readonly pattern: RegExp
  /** The critic stands after it. */
  readonly isPassive: boolean
  /** Whether what follows is a criticism at all. */
  readonly isCritical: (what: string) => boolean
  /** It calls the subject something, so that a date at the end is that of the saying. */
  readonly isOneWord?: boolean
  /** For statements: other words than texts have, so that nothing is copied. */
  readonly verb: string
  /** The claim, with a few words of what is criticised. */
  readonly claim: (subject: string, gist: string) => string
}

const adverbs = String.raw`(?:(?:has|have|had|also|strongly|publicly|sharply|already|previously|recently|later|again|repeatedly|openly|harshly|further|subsequently|once|heavily|severely|and|likewise|formally|jointly)\s){0,3}`
const blame = String.raw`(?:criticis|criticiz)(?:ed|es|e)|excoriated|lambasted|rebuked|chastised|faulted|censured|blamed|castigated|slammed|berated|chided|reprimanded`
const protest = String.raw`condemn(?:ed|s)?|denounc(?:ed|es|e)|protested(?:\sagainst)?|objected\sto|deplored|decried`
const negative =
  /\b(?:inhuman|abus|violat|prison|fail|corrupt|veneer|lack|bias|racis|colonial|illegal|unlawful|illegitimate|incompeten|ineffective|ineffectual|inadequate|secretive|unaccountable|undemocratic|discriminat|hypocri|cruel|torture|disgrace|shame|scandal|outrag|unaccept|unfair|harm|danger|mislead|false|propaganda|waste|bloated|toothless|dysfunction|cartel|extort|imperial|puppet|monstrous|betray|farce|sham|tool of|threat|instrument|undermin|grotesque|mafia|arrogan|\bweak|obsolete|outdated|irrelevant|elitist|partisan|politici[sz]|opaque|unjust|irresponsib|dishonest|deceptive|fraud|complicit|racket|absurd|negligen|reckless|insensitiv|inefficien|terrorist org|rotten|flawed|disaster)/iu

const writing = '(?:report|statement|letter|study|article|book|speech|interview|paper|review|resolution|editorial)'
/** The date of the saying may stand between: "accused X in 2007 of". */
export const whenSaid = String.raw`,?\s(?:in|on)\s(?:early\s|late\s|mid-)?(?:${date}|an?\s(?:${lower}+\s)?${date}\s${writing}|an?\s(?:${lower}+\s)?${writing}\s(?:of|in|from|dated)\s${date}),?(?=[\s.;]|$)`
const perhapsDated = `(?:${whenSaid})?`

/** What one says of a thing that did wrong: "that X has failed to". */
const didWrong =
  /^\s["“]?(?:(?:has|had|have|is|was|were)\s)?(?:(?:also|\p{Ll}+ly)\s)?["“]?(?:undermin|fail|violat|ignor|neglect|abus|betray|mis(?:led|us|manag|treat)|harm|cover(?:ed|ing) up)/u

/** A quick look, because most sentences criticise nobody. */
export const isSaying =
  /critic|task|doubt|alarm|reservation|criticism|accus|alleg|castigat|slam|berat|chid|reprimand|complain|charg|argu|claim|said|stat|label|brand|dubb|condemn|denounc|excoriat|lambast|rebuk|chastis|fault|censur|blam|protest|object|deplor|decri|concern|urg|call|press|appeal|assurance|guarantee|demand|describ|characteri/u

type Pattern = Pick<Saying, 'verb' | 'claim'> & {
  readonly verbs: string
  readonly rest?: string
  readonly isCritical?: Saying['isCritical']
}

const active: readonly Pattern[] = [
  { verbs: blame, verb: 'found fault with', claim: (x, gist) => `${x} is at fault${after(gist)}.` },
  {
    verbs: String.raw`(?:was|were|has\sbeen|have\sbeen|is|are|became)\s(?:highly\s|very\s|sharply\s|also\s)?critical\sof`,
    verb: 'took a critical view of',
    claim: (x, gist) => `${x} deserves criticism${after(gist)}.`,
  },
  {
    verbs: 'accus(?:ed|es|e)',
    rest: String.raw`(?=${perhapsDated}\sof\s)`,
    verb: 'made an accusation against',
    claim: (x, gist) => `${x} is guilty${after(gist)}.`,
  },
  {
    verbs: protest,
    verb: 'objected strongly to what came from',
    claim: (x, gist) => `${x} has done what should not be${after(gist)}.`,
  },
  {
    verbs: String.raw`(?:expressed|voiced|raised)\s(?:${lower}+\s){0,2}?(?:concerns?|doubts?|alarm|reservations|objections)\s(?:that|about|over|regarding|at|to)`,
    verb: 'was worried about',
    claim: (x, gist) => `${x} gives reason to worry${after(gist)}.`,
  },
  {
    verbs: String.raw`urg(?:ed|es)|called\s(?:up)?on|pressed|appealed\sto`,
    rest: String.raw`(?=${perhapsDated}\sto\s)`,
    verb: 'made a demand of',
    claim: (x, gist) => (gist === '' ? `${x} should act otherwise.` : `${x} should ${gist}.`),
  },
  {
    verbs: String.raw`(?:requested|demanded|asked\sfor|sought)\s(?:an?\s)?(?:assurances?|guarantees?)\s(?:that|from)|demanded\sthat`,
    verb: 'wanted a promise of',
    claim: (x, gist) => (gist === '' ? `${x} should give an assurance.` : `${x} should promise this: it ${gist}.`),
  },
  {
    verbs: String.raw`(?:alleged|argued|charged|claimed|complained|said|stated)\sthat`,
    verb: 'told of wrongs by',
    claim: (x, gist) => (gist === '' ? `${x} has done wrong.` : `${x} does wrong: it ${gist}.`),
    isCritical: (what) => didWrong.test(what),
  },
]

const after = (gist: string): string => (gist === '' ? '' : `: ${gist}`)

const hard: Pick<Saying, 'verb' | 'claim' | 'isCritical' | 'isOneWord'> = {
  isOneWord: true,
  verb: 'had hard words for',
  claim: (x, gist) => `${x} deserves hard words${after(gist)}.`,
  isCritical: (what) => negative.test(what),
}

/** The sayings about the subject of a text. */
export function sayingsOf({ named, owned, broad }: Reading): Saying[] {
  // "accused the agency of" does not go on as "the agency of ..." does.
  const target = `(?:${owned}|${named}|${broad.replace(ofOthers, '')})`
  const activeOf = (verbs: string, rest = '') => new RegExp(String.raw`\s${adverbs}(?:${verbs})\s${target}${rest}`, 'u')
  const passiveOf = (verbs: string) =>
    new RegExp(
      String.raw`^[^"“;]{0,30}${target}[^"“;]{0,160}?\s(?:was|were|has\sbeen|have\sbeen|is|are)\s${adverbs}(?:${verbs})(?<what>\s(?:for|of)\s[^;.]{1,150}?)?\sby\s`,
      'u',
    )
  const facing = new RegExp(
    String.raw`^[^"“;]{0,60}${target}\s(?:has\s|have\s|had\s)?(?:faced|drawn|drew|received|attracted|come\sunder|came\sunder|met\swith)\s(?:${lower}+\s){0,2}(?:criticism|accusations|condemnation)\s(?:from|by)\s`,
    'u',
  )
  const always = () => true
  const [found] = active as readonly [Pattern, ...Pattern[]]
  return [
    ...active.map(({ verbs, rest, verb, claim, isCritical = always }) => ({
      pattern: activeOf(verbs, rest),
      isPassive: false,
      isCritical,
      verb,
      claim,
    })),
    {
      pattern: passiveOf(`${blame}|${protest}|accused|taken\\sto\\stask`),
      isPassive: true,
      isCritical: always,
      verb: found.verb,
      claim: found.claim,
    },
    { pattern: facing, isPassive: true, isCritical: always, verb: found.verb, claim: found.claim },
    { ...hard, pattern: passiveOf('described|called|characteri[sz]ed'), isPassive: true },
    { ...hard, pattern: activeOf('described|characteri[sz]ed', String.raw`(?=[^.;]{0,80}\sas\s)`), isPassive: false },
    {
      ...hard,
      pattern: activeOf('called|labell?ed|branded|dubbed', String.raw`(?=\s(?:an?\s|["“]))`),
      isPassive: false,
    },
  ]
}

/** Words that a phrase cannot end with. */
const open =
  /(?:\s(?:of|for|the|a|an|to|in|on|at|by|as|from|with|its|their|and|or|that|into|over|about|is|was|being|not)|['’]s?)+$/u
const clause =
  /[;:()]|,(?!\d)|\.(?:\s|$)|\s(?:and|but|which|who|that|despite|although|because|while|when|where|in order|after|before|since)\s/u

/** A few words of what is criticised, up to the end of a clause: never more than seven. */
export function gistOf(what: string): string {
  const plain = what
    .replaceAll(/["“”]/gu, '')
    .replace(/^[\s,]*(?:(?:in (?:the )?light of|because of|for|of|over|to|as|that|about|in|on)\s)?/u, '')
  const words = (plain.split(clause)[0] ?? '')
    .trim()
    .replace(/[.,;]+$/u, '')
    .split(/\s+/u)
  const kept = words.length > 7 ? words.slice(0, 7) : words
  const gist = ` ${kept.join(' ')}`.replace(open, '').trim()
  // "And its system" goes on from what is not here; "an organization" says nothing.
  if (!gist.includes(' ') || /^(?:and|or|but)\s|^(?:an?|the)\s\S+$/u.test(gist)) return ''
  return words.length > 7 ? `${gist} …` : gist
}

/** What is quoted: two words or more, and no name. */
export function quotationsIn(text: string): string[] {
  return Array.from(text.matchAll(/["“](?<quoted>[^"“”]{5,400})["”]/gu), ({ groups }) => (groups?.quoted ?? '').trim())
    .filter((quoted) => /\s\p{Ll}|^\p{Ll}.*\s/u.test(quoted))
    .map((quoted) => quoted.replace(/[.,;]$/u, ''))
}
