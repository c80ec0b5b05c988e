import { type Abbreviations, words } from './abbreviation.ts'

const titles = `Dr Drs Mr Mrs Ms Messrs Mx Prof Profs Assoc Asst Dep Dir Sec Secy Atty Gen Maj Col Lt Cmdr Cdr Comdr Capt Sgt
  Cpl Pfc Adm Brig Rt Rev Revd Msgr Mgr Fr Hon Sen Sens Rep Reps Gov Govs Pres Amb Supt Insp Admin Cllr Mohd Muhd Md Bp
  Abp Card Pvt Ald Cong Del Det Ofc Treas Chmn Chm Ven Hon'ble Mme Mmes Mlle Mlles Surg`

/** States of the United States, which also stand behind a party: "(D-Mass.)". */
const states = `Ala Ariz Ark Calif Colo Conn Fla Ga Ill Ind Kan Kans Ky La Mass Mich Minn Miss Mo Mont Neb Nebr Nev N.H N.J
  N.M N.Y N.C N.D Okla Ore Oreg Pa Penn R.I S.C S.D Tenn Tex Va Vt Wash W.Va Wis Wisc Wyo`

/** The rules of English. */
export const english: Abbreviations = {
  leading:
    words(`${titles} St Sts Ste Mt Mts Ft Natl Nat'l Intl Int'l Soc Econ Agri Agric Sci Pol Infra Inst Lib Mus vs v cf viz
    e.g i.e eg ie esp incl excl approx ca circa est resp aka a.k.a approx Approx dept depts govt gov't assoc univ admin temp
    max min avg tel orig poss prob`),
  numbered:
    words(`No Nos no nos Vol vol Vols vols p pp P Pp Fig fig Figs figs Art art Arts arts sec Ch ch Chap chap Para para
    Paras paras Sect sect Sects Reg Regs reg Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec c b d r fl n nn l ll Op op Pt
    pt Res res Ex Doc Docs Stat Cl cl App Ser ser Ed ed eds Rm Ste Apt Ext ext Bk bk Eq eq Rs Tab tab Tel al`),
  either:
    words(`${states} L.L.C L.L.P L.P P.L.C Gov't Dep't al Inc Ltd Co Cos Corp Bros Plc Pty Pte Pvt Sdn Bhd Tbk Mfg Ent
    Ind Inds Hldgs Intl Cie Jr Sr Esq Dept Depts Univ Assn Assns Ass'n Comm Commn Govt Fed Fedn Found etc Ph.D M.D M.A B.A B.Sc M.Sc LL.B LL.M D.Phil a.m p.m A.M P.M B.C A.D
    B.C.E C.E S.A S.p.A A.S A.G N.V B.V Ave Blvd Rd Hwy Pkwy Sq Bldg D.C`),
  beforeTitle: words('Man Exec Dist Sol Sgt Spec Perm'),
  starters: words(`The This That These Those There Then They Their Them It Its He She His Her Him We Our You Your I My
    A An And As At After Afterwards All Also Although Among Another Any Because Before Between Both But By Despite During
    Each Earlier Even Every Finally First For Former From Further Furthermore Given Have Having How However If In Instead
    Later Like Many Meanwhile More Moreover Most Much Nevertheless No Nobody Nonetheless None Nothing Not Now Of On Once One
    Only Or Other Others Over Under Several Similarly Since So Some Soon Still Subsequently Such Than Thereafter Therefore
    Though Three Through Throughout Thus To Today Together Two Unlike Until Upon Was Were What When Where Whereas Whether
    Which While Who Why With Within Without Yet According Following Few Four Five Six Seven Eight Nine Ten Half Critics
    Everyone Everybody Someone Somebody Nor Perhaps Rather Again Already Once`),
  ordinals: false,
  shortestBeforeSmall: 2,
}

/** Verbs that certainly are the verb of a sentence. */
const finite = `is are was were be has have had does did do will would can could may might shall should must said says told
  went came took gave began became wrote spoke grew rose fell knew saw chose broke ran`

/** Verbs that may be participles as well: "the law passed in 1990". */
const participles =
  '\\p{Ll}{2,}ed|made|held|led|met|paid|sent|won|lost|left|sat|stood|found|kept|built|bought|sold|brought|fought|thought|put|set|cut|felt|heard|sought|taught|spent'

const finiteVerb = `(?:${finite.trim().split(/\s+/u).join('|')})`

const certainVerb = new RegExp(`(?<!\\p{L})${finiteVerb}(?!\\p{L})`, 'u')
const likelyVerb = new RegExp(`(?<!\\p{L})(?:${participles})(?!\\p{L})(?! by )`, 'u')

/** True when the beginning of a sentence contains a verb, so that it can end. `strictly`: one that is no participle. */
export function hasVerb(text: string, strictly: boolean): boolean {
  if (certainVerb.test(text)) return true
  if (/^["'“‘(]*(?:It|He|She|They|We|I|You|This|These|Those|Who|Nobody)\s+\p{Ll}{3,}/u.test(text)) return true
  if (strictly) return false
  // "USAID manages relief": not "The offices of".
  if (/^(?:(?:The|An?) )?(?:\p{Lu}[\p{L}\p{N}.&-]* )+\p{Ll}{2,}s (?!of |in |at |and |to |for )/u.test(text)) return true
  return likelyVerb.test(text)
}

const subject = String.raw`["'“‘«([]*\p{Lu}[\p{L}\p{M}\p{N}.'’&-]*(?: (?:(?:of|for|the|and|in) )*\p{Lu}[\p{L}\p{M}\p{N}.'’&-]*){0,6}`
const adverb = String.raw`(?: (?:\p{Ll}+ly|later|then|also|never|still|soon|now|often|again|both|all))?`

const subjectAndVerb = new RegExp(`^${subject}${adverb} (?:${finiteVerb}|${participles})(?!\\p{L})`, 'u')

/** "UNICEF pays it": after the letters of a body a word with an object is a verb and no plural. */
const bodyAndVerb =
  /^\p{Lu}{3,} (?:\p{Ll}+ly )?\p{Ll}{2,}s (?:the|an?|its?|their|his|her|them|him|us|that|this|these|all|any|no|for|\p{N}[\p{N},.]*)(?!\p{L})/u

/** True when `text` begins with a name in capitals and a verb: "Amnesty International later agreed". */
export function startsWithSubjectAndVerb(text: string): boolean {
  return subjectAndVerb.test(text) || bodyAndVerb.test(text)
}

/** What a country, or a town with a court, is put before: "U.S. Congress", "D.C. Circuit". */
const institution =
  /^(?:(?:Air|Ambassador|Army|Attorney|Bank|Bishops|Border|Bureau|Cabinet|Census|Centre|Center|Central|Chamber|Charter|Chief|Circuit|Citizenship|City|Civil|Climate|Coast|Commission|Commissioner|Committee|Conference|Congress|Congressional|Constitution|Consul|Consulate|Convention|Council|Court|Customs|Declaration|Defense|Defence|Delegate|Delegation|Department|Deputy|Development|District|Dollar|Economic|Embassy|Energy|Environment|Environmental|Export|Fed|Federal|Fish|Fisheries|Food|Foreign|Forest|Fund|Geological|General|Geneva|Global|Government|Governor|Headquarters|Health|High|Home|House|Immigration|Institute|Internal|International|Justice|Labor|Labour|Marine|Marines|Marshals|Metropolitan|Military|Minister|Ministry|Mission|National|Naval|Navy|Office|Olympic|Open|Parliament|Patent|Peace|Permanent|Police|Population|Postal|Post|President|Presidential|Prime|Protocol|Public|Refugee|Relief|Representative|Republican|Resolution|Route|Secretariat|Secretary|Secret|Security|Senate|Senator|Seventh|Sixth|Fifth|Ninth|Soccer|Special|State|States|Steel|Superior|Supreme|System|Tax|Trade|Treasury|Treaty|Under|United|Vice|Virgin|War|Women|World)(?![\p{L}])|Human Rights (?!Watch))/u

/** What goes on after a time of day: "5 p.m. Monday", "9 a.m. Eastern". */
const afterTime =
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|^(?:January|February|March|April|May|June|July|August|September|October|November|December|Eastern|Central|Mountain|Pacific|Atlantic|Greenwich|GMT|UTC|[A-Z]{1,2}[SD]?T|local)(?!\p{L})/u

const time = words('a.m p.m A.M P.M')
const year = words('B.C A.D B.C.E C.E etc')
const country = words('U.S U.S.A U.K U.N E.U U.S.S.R U.A.E')

/** "the F.B.I.": letters of a body, and not of a person like J.R.R. Tolkien; its officers belong to it. */
function isBody(text: string, word: string, next: string): boolean {
  const isLetters = /^(?:\p{Lu}\.){2,}\p{Lu}$/u.test(word) && text.endsWith(` the ${word}. `)
  return isLetters && !/^(?:Director|Agent|Chief|Building|Headquarters)/u.test(next)
}

/**
 * True when a sentence begins with `next`, after an abbreviation `word` that can be its last word or not, where the words
 * alone do not tell. The text so far has to have a verb. "5 p.m. Refugees boarded" is two sentences then; after other
 * abbreviations `next` needs a subject and a verb. "U.S." before a name mostly belongs to it, unless a preposition is
 * before it: "refused by the U.S. Amnesty agreed".
 */
export function beginsEnglishSentence(text: string, word: string, next: string): boolean {
  if (time.has(word)) return !afterTime.test(next) && hasVerb(text, false)
  if (year.has(word)) return hasVerb(text, false)
  const isCountry = country.has(word) || isBody(text, word, next)
  if (!english.either.has(word) && !isCountry) return false
  if (institution.test(next) || !startsWithSubjectAndVerb(next)) return false
  if (!isCountry) return hasVerb(text, false)
  const isObject =
    /(?<!\p{L})(?:by|to|from|in|of|with|for|at|against|into|within|outside|between|across|throughout|left|leave) (?:the )?[\p{Lu}.]+\s*$/u
  return isObject.test(text) && hasVerb(text, true)
}
