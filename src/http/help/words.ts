/**
 * What we call a thing that other query languages call otherwise: our names, each with theirs in one spelling (see
 * `spelling`). A name is suggested only where the schema has it, so the same word may stand in several lines.
 */
const theirNames: Readonly<Record<string, string>> = {
  nodes: 'data item result record row list entry hit value content',
  totalCount: 'count total size length aggregate amount number',
  where: 'filter condition having predicate criteria',
  orderBy: 'sort sortby order ordering sorting',
  first: 'limit take top max size pagesize perpage count number maxresult',
  after: 'offset skip page cursor start gt gte greaterthan greaterthanorequal greaterthanorequalto since from min',
  before: 'lt lte lessthan lessthanorequal lessthanorequalto until to max end',
  within:
    'gte lte eq equal equalto is in on between during range year contain matche exact broader parent ancestor under',
  overlaps: 'contain between intersect in during',
  eq: 'equal equalto is exact',
  gt: 'greaterthan morethan above',
  gte: 'min greaterthanorequal greaterthanorequalto atleast from',
  lt: 'lessthan fewerthan below',
  lte: 'max lessthanorequal lessthanorequalto atmost to',
  isNull: 'exist null isempty empty missing',
  named: 'name title label eq equal equalto is in like ilike contain startswith',
  search: 'text query q fulltext match matche contain like ilike keyword term regex startswith',
  query: 'text q search term name keyword string',
  some: 'any has contain in exist',
  none: 'no nothing empty',
  every: 'all',
  exists: 'eq is has',
  direction: 'dir order desc asc',
  field: 'by key column name sort',
  label: 'text name title value year string',
  name: 'title label text fullname displayname',
  statement: 'text summary description sentence content',
  summary: 'description abstract comment about bio text content',
  claim: 'text summary content description title',
  statedOn: 'date when time year day published publishedon',
  foundedOn: 'date when inception established created start year birth founding',
  period: 'date when time year from since start end until',
  text: 'quote content body value',
  quotations: 'quote citation',
  anchor: 'quote text snippet words',
  ref: 'key by where filter',
  from: 'source start a origin',
  to: 'target end b destination',
  subject: 'source from head entity owner',
  object: 'target to tail',
  amount: 'value number quantity count total',
  asOf: 'date when year on at',
  attribute: 'name property predicate',
  headquarters: 'country location place seat city hq based',
  places: 'country location city where',
  title: 'position job post office rank',
  broader: 'parent ancestor within',
  narrower: 'child children descendant',
  partOf: 'parent within country broader',
  contains: 'child children part narrower',
  steps: 'node edge hop segment item',
  maxLength: 'depth hop limit length maxdepth maxhop',
}

const ours = new Map(Object.entries(theirNames).map(([name, words]) => [name, new Set(words.split(' ').map(spelling))]))

/** The names among `candidates` that say what other query languages call `name`, or people in plain English. */
export function inOurWords(name: string, candidates: readonly string[]): string[] {
  const word = spelling(name)
  const found = [...ours].filter(([, words]) => words.has(word)).map(([our]) => our)
  return found.flatMap((our) => candidates.filter((candidate) => candidate === our || isConstant(candidate, our)))
}

/** Whether a value of an enum is called so: `STATED_ON` for statedOn. */
function isConstant(candidate: string, our: string): boolean {
  return candidate === candidate.toUpperCase() && spelling(candidate) === spelling(our)
}

/** Whether a name says in other languages that a value lies between two others. */
export function saysBetween(name: string): boolean {
  return ['between', 'range', 'inrange'].includes(spelling(name))
}

/** The words of our names, to check that the schema has them. */
export const ourNames: readonly string[] = [...ours.keys()]

/**
 * One spelling for names that differ only in case, underscores, singular or plural, and British or American English:
 * `order_by` and `orderBy`, `organisations` and `Organization`.
 */
export function spelling(name: string): string {
  const letters = name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
  return singular(letters)
    .replaceAll('z', 's')
    .replaceAll('our', 'or')
    .replaceAll('ence', 'ense')
    .replaceAll('tre', 'ter')
    .replaceAll('mme', 'm')
}

function singular(word: string): string {
  if (word.length < 4 || word.endsWith('ss') || word.endsWith('us') || word.endsWith('is')) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return word.endsWith('s') ? word.slice(0, -1) : word
}

/** The words that a name is made of, each in one spelling without its ending: `foundingDate` is `found` and `dat`. */
export function wordsOf(name: string): string[] {
  const parts = name.replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2').split(/[^\p{L}\p{N}]+/u)
  return parts.filter(Boolean).map((part) => stem(spelling(part)))
}

function stem(word: string): string {
  return word.length < 6 ? word : word.replace(/(ing|ed|er|e)$/, '')
}
