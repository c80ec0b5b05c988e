/** What the full stops of a language mean when they end no sentence. */
export interface Abbreviations {
  /** Never the last word of a sentence: a name, a title or a number follows ("Dr.", "vs."). Without the full stop. */
  readonly leading: ReadonlySet<string>
  /** Not the last word of a sentence when a number follows ("No. 5", "Jan. 3", "c. 1950"). */
  readonly numbered: ReadonlySet<string>
  /** May end a sentence or not ("Inc.", "Jr.", "etc."): the next word tells. So do initials and "U.S.". */
  readonly either: ReadonlySet<string>
  /** Words that, in capitals after one of `either`, start a sentence. */
  readonly starters: ReadonlySet<string>
  /** Ordinals are written with a full stop: "am 3. Mai". */
  readonly ordinals: boolean
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u))

const english: Abbreviations = {
  leading: words(`Dr Drs Mr Mrs Ms Messrs Mx Prof St Sts Ste Gen Maj Col Lt Cmdr Capt Sgt Cpl Adm Brig Rev Fr Hon Sen
    Rep Gov Pres Amb Supt Insp Mt Ft Pvt vs v cf viz al e.g i.e eg ie esp incl approx ca est`),
  numbered: words(`No Nos no nos Vol vol Vols vols p pp P Pp Fig fig Figs figs Art art Arts Sec sec Ch ch Para para
    Paras paras Sect sect Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec c b d r fl n nn l ll Op op Pt pt Res`),
  either: words('Inc Ltd Co Corp Bros Jr Sr Esq Dept Univ Assn etc Ph.D a.m p.m B.C A.D B.C.E C.E Ave Blvd Rd'),
  starters: words(`The This That These Those There Then They Their Them It Its He She His Her Him We Our You Your I My
    A An And As At After Afterwards All Also Although Among Another Any Because Before Between Both But By Despite During
    Each Earlier Even Every Finally First For Former From Further Furthermore Given Have Having How However If In Instead
    Later Like Many Meanwhile More Moreover Most Much Nevertheless No Nonetheless None Not Now Of On Once One Only Or
    Other Others Over Under Several Similarly Since So Some Soon Still Subsequently Such Than Thereafter Therefore Though
    Three Through Throughout Thus To Today Together Two Unlike Until Upon Was Were What When Where Whereas Whether Which
    While Who Why With Within Without Yet According Following`),
  ordinals: false,
}

const french: Abbreviations = {
  leading: words('M MM Mme Mmes Mlle Dr Pr Me Mgr St Ste cf p.ex ex vs av apr env éd'),
  numbered: words('p pp n no art vol chap fig t janv févr avr juil sept oct nov déc v'),
  either: words('etc Inc Ltd Cie J.-C'),
  starters: words(`Le La Les Un Une Des Il Elle Ils Elles On Ce Cet Cette Ces Son Sa Ses Leur Leurs En Au Aux Du De Dans
    Par Pour Avec Sans Mais Et Ou Où Si Après Avant Depuis Pendant Selon Plus Cependant Toutefois Ainsi Puis Lors À`),
  ordinals: false,
}

const german: Abbreviations = {
  leading: words('Dr Prof Hr Fr Hrn St Sr Msgr bzw ca vgl z.B z.T d.h u.a i.d.R sog geb gest evtl ggf inkl Abk Bd Art'),
  numbered: words('Nr Nrn S Abs Abb Kap Art Bd Jan Feb Febr Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez um v n'),
  either: words('usw etc Inc Ltd Co v.Chr n.Chr Jh Jhd Mio Mrd Tsd'),
  starters: words(`Der Die Das Den Dem Des Ein Eine Einer Eines Einem Er Sie Es Ihr Ihre Sein Seine Im In Am An Auf Aus
    Bei Bis Für Mit Nach Von Vor Zu Zum Zur Und Oder Aber Auch Als Da Dabei Dadurch Danach Dann Daher Dies Diese Dieser
    Dieses Durch Erst Jedoch Nachdem Seit Seitdem Sowie So Über Um Unter Während Wegen Wenn Wie Zudem Zwischen`),
  ordinals: true,
}

const spanish: Abbreviations = {
  leading: words('Sr Sra Srta Sres Dr Dra Prof D Dña Gral Cnel Lic Ing Mons Sto Sta Ud Uds p.ej cf vs av aprox'),
  numbered: words('p pp pág págs n núm núms art arts vol cap fig t c ene feb mar abr may jun jul ago sept oct nov dic'),
  either: words('etc Inc Ltd Cía a.C d.C EE.UU EE UU S.A'),
  starters:
    words(`El La Los Las Un Una Unos Unas Lo Él Ella Ellos Ellas Este Esta Estos Estas Ese Esa Su Sus En Al Del De
    Por Para Con Sin Pero Y O Si Después Antes Desde Durante Según Más Además Aunque Así Luego Tras Como Cuando Entre`),
  ordinals: false,
}

/** A language that is not listed: only what is common to all languages is joined, such as initials and numbers. */
const others: Abbreviations = {
  leading: words('Dr Prof St'),
  numbered: words('No Nr no nr p pp'),
  either: words(''),
  starters: words(''),
  ordinals: false,
}

const listed: Readonly<Record<string, Abbreviations>> = { en: english, fr: french, de: german, es: spanish }

const ordinalLanguages = words('de da nb nn no fi cs sk sl hr sr bs hu et lv pl tr is eu lb')

/** What is known of the language of a BCP 47 tag. */
export function abbreviationsOf(language: string): Abbreviations {
  const primary = language.toLowerCase().split('-')[0] ?? ''
  return listed[primary] ?? { ...others, ordinals: ordinalLanguages.has(primary) }
}
