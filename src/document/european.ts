import { type Abbreviations, words } from './abbreviation.ts'

export const french: Abbreviations = {
  leading: words('M MM Mme Mmes Mlle Dr Pr Me Mgr St Ste cf p.ex ex vs av apr env éd Gal Cdt Cne Lt Col boul bd'),
  numbered: words('p pp n no art vol chap fig t janv févr avr juil sept oct nov déc v'),
  either: words('etc Inc Ltd Cie J.-C S.A S.A.R.L'),
  starters: words(`Le La Les Un Une Des Il Elle Ils Elles On Ce Cet Cette Ces Son Sa Ses Leur Leurs En Au Aux Du De Dans
    Par Pour Avec Sans Mais Et Ou Où Si Après Avant Depuis Pendant Selon Plus Cependant Toutefois Ainsi Puis Lors À`),
  ordinals: false,
  shortestBeforeSmall: 5,
}

export const german: Abbreviations = {
  leading: words(`Dr Prof Hr Fr Hrn St Sr Msgr bzw ca vgl Vgl sog geb gest evtl ggf inkl Abk Bd
    v med phil jur rer nat habil theol Dipl Ing z.B z.T d.h u.a i.d.R z.Zt u.U o.ä s.o s.u a.M Hl hl`),
  numbered: words('Nr Nrn S Abs Abb Kap Art Bd Jan Feb Febr Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez um v n'),
  either: words('usw etc Inc Ltd Co v.Chr n.Chr Chr e.V Jh Jhd Mio Mrd Tsd'),
  starters: words(`Der Die Das Den Dem Des Ein Eine Einer Eines Einem Er Sie Es Ihr Ihre Sein Seine Im In Am An Auf Aus
    Bei Bis Für Mit Nach Von Vor Zu Zum Zur Und Oder Aber Auch Als Da Dabei Dadurch Danach Dann Daher Dies Diese Dieser
    Dieses Durch Erst Jedoch Nachdem Seit Seitdem Sowie So Über Um Unter Während Wegen Wenn Wie Zudem Zwischen`),
  ordinals: true,
  shortestBeforeSmall: 5,
}

export const spanish: Abbreviations = {
  leading: words(
    'Sr Sra Srta Sres Dr Dra Prof D Dña Gral Cnel Lic Ing Mons Sto Sta Ud Uds p.ej cf vs av aprox Av Avda Pdte Pdta Gob',
  ),
  numbered: words('p pp pág págs n núm núms art arts vol cap fig t c ene feb mar abr may jun jul ago sept oct nov dic'),
  either: words('etc Inc Ltd Cía a.C d.C EE.UU EE UU S.A'),
  starters:
    words(`El La Los Las Un Una Unos Unas Lo Él Ella Ellos Ellas Este Esta Estos Estas Ese Esa Su Sus En Al Del De
    Por Para Con Sin Pero Y O Si Después Antes Desde Durante Según Más Además Aunque Así Luego Tras Como Cuando Entre`),
  ordinals: false,
  shortestBeforeSmall: 5,
}

export const italian: Abbreviations = {
  leading: words(
    `Sig Sigg Sig.ra Dott Dott.ssa Prof Prof.ssa Avv Ing Arch On Mons Gen Col Cap Card S SS cfr cit vs ca es
    sig sigg sig.ra dott dott.ssa prof prof.ssa proff avv ing arch on mons gen col card geom rag`,
  ),
  numbered: words(
    'p pp pag pagg n nn nr art artt vol voll cap capp fig figg gen feb mar apr mag giu lug ago set sett ott nov dic c',
  ),
  either: words('ecc Inc Ltd S.p.A S.r.l a.C d.C'),
  starters:
    words(`Il Lo La I Gli Le Un Uno Una L Egli Ella Essi Esse Esso Essa Questo Questa Questi Queste Quello Quella Nel
    Nello Nella Nei Negli Nelle Al Allo Alla Ai Agli Alle Del Dello Della Dei Degli Delle Dal Dalla In A Di Da Con Su Per Tra
    Fra Ma E O Se Dopo Prima Durante Secondo Però Inoltre Tuttavia Così Poi Quando Mentre Anche Non Nessuno`),
  ordinals: false,
  shortestBeforeSmall: 5,
}

export const portuguese: Abbreviations = {
  leading: words(
    'Sr Srs Sra Sras Dr Drs Dra Prof Profa Eng D Dom Mons Gen Cel Cap Pe Sto Sta S cf vs aprox p.ex ex Exmo',
  ),
  numbered: words('p pp pág págs n nº núm art arts vol cap fig jan fev mar abr mai jun jul ago set out nov dez séc c'),
  either: words('etc Inc Ltd Ltda Cia S.A a.C d.C E.U.A EUA'),
  starters:
    words(`O A Os As Um Uma Uns Umas Ele Ela Eles Elas Este Esta Estes Estas Esse Essa Isso Isto Seu Sua Seus Suas No
    Na Nos Nas Ao À Aos Do Da Dos Das De Em Por Pelo Pela Para Com Sem Mas E Ou Se Após Depois Antes Desde Durante Segundo
    Mais Além Embora Assim Então Quando Como Entre Também Não Ninguém`),
  ordinals: false,
  shortestBeforeSmall: 5,
}

export const dutch: Abbreviations = {
  leading: words(
    'dhr mw mevr dr drs prof ir ing mr ds St Dr Prof Mr Ir bijv bv nl o.a d.w.z m.b.t t.a.v z.g zgn ca vgl resp i.p.v',
  ),
  numbered: words('nr nrs blz p pp art vol hfst fig jan feb mrt apr jun jul aug sep sept okt nov dec'),
  either: words('enz etc Inc Ltd N.V B.V v.Chr n.Chr'),
  starters:
    words(`De Het Een Deze Dit Die Dat Hij Zij Ze Wij We Men Er In Op Aan Uit Bij Voor Met Na Van Om Te Tot Naar Over Onder
    Door En Of Maar Ook Als Toen Daarna Dan Daarom Hierdoor Hoewel Omdat Sinds Tijdens Volgens Zijn Haar Hun Niemand`),
  ordinals: false,
  shortestBeforeSmall: 5,
}
