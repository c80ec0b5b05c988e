/**
 * A capital, and a character of a word, of the alphabets of Europe. The classes of Unicode would be exact, but have
 * hundreds of ranges, which makes patterns with dozens of them slow.
 */
export const upper = '[A-ZÀ-ÖØ-Þ\u0100-\u024F\u0386-\u03AB\u0400-\u042F]'
export const letter = '[0-9A-Za-zÀ-ÖØ-öø-\u02AF\u0300-\u03FF\u0400-\u04FF\u1E00-\u1EFF]'

/** A small letter of the same alphabets. */
export const lower = '[a-zß-öø-ÿ]'

/** Words that start sentences, and no names. */
export const openers =
  'When|While|As|After|Before|Since|Although|Though|However|In|On|At|By|For|From|With|And|But|If|Then|Later|Today|This|That|These|Those|There|It|He|She|They|We|Both|During|Under|Until|Because|Former|Current|' +
  'Currently|Presently|Recently|Originally|Initially|Formerly|Previously|Subsequently|Eventually|Finally|Meanwhile|Moreover|Furthermore|Additionally|Similarly|Likewise|Conversely|Nevertheless|Consequently|Therefore|Thus|Hence|Instead|Also|Despite|Following|According|Among|Between|Within|Throughout|Upon|Once|Earlier|Soon|Shortly|Now|Unlike|Some|Most|Several|Its|Their|Where'

const months = 'January|February|March|April|May|June|July|August|September|October|November|December'

/** A word of a name: "Médecins", "IOM", "Secretary-General", "O'Neill", "U.S.". Neither a month nor the start of a sentence. */
const capital = String.raw`(?!(?:${months}|${openers})\b)${upper}${letter}{0,40}(?:[.&'’‘–-]${letter}{1,41}){0,4}(?:(?<=\b[A-Z])\.)?`

/** Small words within the name of a body: "of the", "for", "on". Not "and", which mostly stands between two names. */
const within = String.raw`(?:of|for|the|on|against|de|du|des|da|do|del|la|le|les|van|von|der|den|bin|al|el)`

/** "al-Bashir", "d'Ancona" */
const article = String.raw`(?:(?:al|el|ad|ar|as|at|an|ul)-|[dl]['’])`

const phrase = (small: string, most: number) =>
  String.raw`(?<!${letter})${capital}(?:\s(?:${small}\s){0,3}${article}?${capital}){0,${most}}`

/** A capitalised phrase. Bounded, so that no text makes a search for it slow. */
export const name = phrase(within, 11)

/** As `name`, with "and" within: "the Center for Democracy and Technology". */
export const nameWithAnd = phrase(`(?:and|&|${within})`, 13)

/** As `nameWithAnd`, with all the small words that a name may have if its acronym confirms it: "Migrants from Europe". */
export const longName = phrase(`(?:and|&|from|in|to|at|by|with|under|${within})`, 15)

/** The name of a person: two to five words. */
export const person = String.raw`(?<!${letter})(?:${capital}\s)(?:(?:de|da|do|del|la|van|von|der|den|bin|al|el|ould)\s){0,2}${article}?${capital}(?:\s(?:(?:de|da|do|del|la|van|von|der|bin|al|el)\s){0,2}${article}?${capital}){0,3}`

/** Titles before the name of a person, which are no part of it. */
export const honorific = String.raw`(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Lord|Lady|Amb|Ambassador|Rev|Hon|Sen|Rep|Senator|Professor|Judge|Justice)\.?\s)`

const month = `(?:${months})`

/** A date with a year in this millennium or the last. */
export const date = String.raw`(?:(?:\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?)?${month}(?:\s\d{1,2}(?:st|nd|rd|th)?)?,?\s(?:of\s)?)?(?:1\d|20)\d\d(?![\d/]|[-–]\d|,\d|\s?%|s\b)`

/** Posts, as texts write them: the longest first. */
export const post = String.raw`(?:[Ff]irst\s[Dd]eputy\s|[Ii]nternational\s|[Ff]ounding\s|[Aa]cting\s|[Dd]eputy\s|[Ii]nterim\s|[Hh]onorary\s|[Aa]ssociate\s|[Aa]ssistant\s|[Uu]nder-?|[Vv]ice[- ])?(?:[Ss]ecretary[- ][Gg]eneral|[Dd]irector[- ][Gg]eneral|[Ee]xecutive [Ss]ecretary|[Ee]xecutive [Dd]irector|[Mm]anaging [Dd]irector|[Ll]egal [Dd]irector|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?|[Cc]hief (?:[Oo]perating|[Ff]inancial|[Tt]echnology) [Oo]fficer|CEO|[Hh]igh [Cc]ommissioner|[Cc]hair(?:man|woman|person)?(?: of the [Bb]oard)?|[Pp]resident|[Pp]rosecutor|[Rr]egistrar|[Cc]hief [Ee]conomist|[Aa]dministrator|[Tt]reasurer|[Gg]eneral [Cc]ounsel|[Gg]eneral [Ss]ecretary|[Nn]ational [Dd]irector|[Dd]irector)`

/** Words that name the kind of an organisation. */
export const organizationWord = String.raw`(?:organi[sz]ation|agency|association|authority|academy|alliance|army|bank|board|bureau|cent(?:er|re)|church|coalition|college|commission|committee|company|confederation|conference|congress|consortium|corporation|corps|council|court|department|facility|federation|forum|foundation|fund|group|initiative|institute|institution|league|ministry|movement|network|office|panel|parliament|party|programme|program|secretariat|senate|service|society|taskforce|tribunal|trust|union|university|watch)`

/** Words that newspapers have in their names. */
export const newspaperWord = String.raw`(?:Times|Post|Guardian|Globe|Mail|Herald|Tribune|Telegraph|Journal|News|Observer|Independent|Economist|Spiegel|Monde|Review|Standard|Gazette)`

export const founded = String.raw`(?:established|founded|formed|created|set up|incorporated|launched|born)`

/** What a sentence starts with before its subject: "In 2003,", "As of 2015,". */
export const leadIn = String.raw`(?:(?:In|On|As of|As at|Since|By|At|During|After|Following|Before|From|Until|Today|Currently|Now|Originally|Initially|However|Also|For|Under)(?:\s[^,;:]{0,80})?,\s(?:\d{4},\s)?|As\s(?:of|at)\s[^,;:]{0,20}\d{4}\s|In\s(?:1\d|20)\d\d\s|(?:Founded|Established|Formed|Created)\s(?:in|on)\s[^,;:]{0,60},\s)`
