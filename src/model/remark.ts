/** Whole texts that are one of `alternatives`, which are parts of a regular expression; case does not matter. */
function anyOf(...alternatives: readonly string[]): RegExp {
  return new RegExp(`^(?:${alternatives.join('|')})$`, 'iu')
}

const button = [
  'edit(?: source| on wikidata)?|hide|show',
  'modifier(?: le code)?|(?:quelltext )?bearbeiten|editar(?: código| código[- ]fonte| a fonte)?|modifica(?: wikitesto)?',
  '(?:brontekst )?bewerken|править(?: код)?|редагувати(?: код)?|edytuj(?: kod)?|redigera(?: wikitext)?|rediger(?: kilde)?',
  '(?:ソースを)?編集|编辑(?:源代码)?|編輯(?:原始碼)?|(?:원본 )?편집|عدل(?: المصدر)?|ویرایش(?: مبدأ)?',
].join('|')
const buttons = anyOf(`(?:${button})(?: ?[|] ?(?:${button}))?`)

/** True for what a page offers to click on: "edit", "modifier | modifier le code". */
export function isButton(inner: string): boolean {
  return buttons.test(inner)
}

/** "Some say[who?]": a question of an editor, in English wherever it stands. */
const englishQuestion = String.raw`(?:(?:according to|as of|by|compared to|for|from|in|like|of|per|since|to|until|with) )?(?:who|whom|whose|which|when|where|what|why|how)(?: [\p{L}-]+){0,4} ?\?`

/** What the inline remarks of Wikipedia say, by language. A question mark or "discuss" may follow each. */
const remarks = anyOf(
  // English: "citation needed", "additional citation(s) needed", "This quote needs a citation", "page range too broad".
  String.raw`(?:[\p{L}\p{N}().'’/&-]+ ){1,6}needed|this (?:claim|quote|section|sentence|statement) needs [a-z ]+`,
  `(?:author|caption|citation|data|date|info|isbn|issue|link|location|name|page|publisher|reference|source|title|url|year) missing`,
  `original research|improper synthesis|not specific enough to verify`,
  `not (?:verified )?in (?:the )?(?:body|citation(?: given)?|source)|failed verification|verification failed|citation not found`,
  `(?:irrelevant|incomplete|circular|inappropriate) (?:short )?(?:citation|reference|definition)|citation style`,
  `(?:un)?reliable (?:[a-z-]+ )?source|(?:self-published|user-generated|obsolete|deprecated|promotional|biased|partisan|predatory|fringe|questionable|sponsored|tertiary|primary) (?:source|publisher|reference)`,
  `(?:permanent |possible )?(?:dead|broken|bare|infringing|usurped) (?:youtube )?(?:link|url|footnote|anchor|reference)(?: pdf| image)?`,
  `(?:the )?neutrality (?:of this [a-z]+ )?(?:is )?disputed|factual accuracy (?:is )?disputed|under discussion|undue weight|unbalanced opinion|fact or opinion|pov statement`,
  `peacock (?:prose|term)|weasel (?:words?|term)|excessive (?:quote|quotation|detail|citations)|overly detailed|too (?:vague|technical)`,
  `needs? (?:updat(?:e|ing)|quotation(?: on talk)? to verify|(?:[a-z]+ )?citations?|context|expansion|copy ?edit(?:ing)?|attribution|rewrite)|clarify(?: timeframe)?|specify|quantify|list entry too long|vague|ambiguous|dubious|disputed|page range too broad|non sequitur|self-contradictory`,
  `(?:check|verify) (?:spelling|quotation syntax|quotation|translation|date)|sentence fragment|missing words?|copyright violation|close paraphrasing|text[–-]source integrity`,
  `term needs definition|when defined as|expand acronym|out of date|buzzwords?|editorializing|sic\\?`,
  englishQuestion,
  // French
  `(?:réf\\.|réfs\\.|références?|citations?|sources?(?: secondaires?| primaires?)?|précisions?|pages?|clarification|mise à jour|vérification|exemples?|contexte|attribution|définition|date|traduction|explication|pertinence|neutralité|chiffres?|contenu|formulation) (?:nécessaires?|souhaitée?s?|insuffisante?s?|incomplète?s?|obsolètes?|demandée?s?|contestée?s?|à (?:confirmer|vérifier|préciser))`,
  `évasif|non pertinent|passage (?:évasif|promotionnel|non neutre|non pertinent|problématique|à (?:sourcer|actualiser|vérifier|préciser|reformuler))|pas clair|peu clair|incompréhensible|non neutre|(?:information )?douteu(?:x|se)|non vérifié`,
  `lien (?:brisé|mort)|à (?:vérifier|actualiser|préciser|sourcer)|source (?:détournée|non fiable)|travail inédit|interprétation personnelle|style à revoir`,
  // Italian
  `senza font[ei]|(?:citazione|fonte|pagina|precisazione|chiarimento|attribuzione|definizione|data|collegamento) (?:necessari[ao]|mancante|interrotto|non funzionante)|non (?:chiaro|neutrale)|da (?:chiarire|verificare)|fonte (?:non )?attendibile|ricerca originale`,
  // Portuguese and Galician
  `(?:carece|precisa) de fontes?(?: melhor(?:es)?| secundárias)?|(?:fonte|página|citação|referência|atualização|verificação|definição|tradução|data)(?: secundária)? necessária|necessári[ao] (?:esclarecer|esclarecimento|verificar)|ligação (?:inativa|quebrada)|(?:fonte|fontes) (?:não )?confiáve(?:l|is)|pesquisa inédita|não consta na fonte(?: citada)?|cómpre referencia`,
  // Spanish and Catalan
  `(?:citas?|fuente|página|aclaración|referencia|atribución|fecha|traducción)(?: secundaria)? (?:requerida|necesaria|cuestionable)|enlace roto|no está en la fuente|investigación propia|sin (?:fuente|referencias)|cal (?:citació|aclariment)|cita necessària`,
  // German, Dutch, the languages of the north
  `(?:beleg|belege|quelle|einzelnachweis|nachweis) (?:fehlt|fehlen)|tote[rn]? (?:web)?links?|(?:defekter|nicht abrufbarer) (?:web)?link|bron ontbreekt|\\(sinds\\) wanneer|verduidelijking gewenst|källa behövs|trenger referanse|kilde mangler`,
  // Languages of eastern Europe, Greek, Turkish, Indonesian, Vietnamese, Thai
  `(?:potrzebny przypis|przypis potrzebny|niezweryfikowane)|(?:битая|недоступная|мёртвая) ссылка|(?:источник|страница|цитата|автор|дата) не (?:указана?|приведена?)(?: \\d+ \\p{L}+)?|(?:не)?авторитетный источник|уточнить|прояснить|не проверено|нет в источнике|джерело не вказане(?: \\d+ \\p{L}+)?|уточнити|necesită citare|kaynak belirtilmeli|butuh rujukan|cần dẫn nguồn|nedostupný zdroj|zdroj\\?|εκκρεμεί παραπομπή|ต้องการ(?:อ้างอิง|แหล่งอ้างอิง)`,
  // Japanese, Chinese, Korean
  String.raw`要[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{1,14}|(?:誰|いつ|どこ|なぜ|どれ|どの|何)[\p{Script=Hiragana}\p{Script=Han}]{0,6}[?？]|独自研究|リンク切れ|出典無効|疑問点|信頼性要検証|不明瞭|訳語疑問点|出典不明`,
  `[来來]源[请請]求|需要[\\p{Script=Han}]{1,12}|(?:[谁誰]|何[时時]|哪[里裡个個些]|[为為]何)[?？]|原[创創]研究|(?:永久)?失效[链連][结結接]|可疑|存疑|查[证證][请請]求|[与與][来來]源不符|不可靠[来來]源|[来來]源不明|[页頁][码碼][请請]求`,
  String.raw`[\p{Script=Hangul} ]+ ?필요|(?:누가|언제|어디|누구)[?？]|깨진 링크|독자 연구`,
  // Arabic, Persian, Hebrew
  String.raw`بحاجة ل[\p{L} ]+|محل شك|وصلة مكسورة|نیازمند [\p{L} \u200c]+|پیوند مرده|דרוש(?:ה)? [\p{L} ]+`,
)

/** Remarks that are words of quotations as well: 'the [update]' is one, "in 2009[update]" is none. */
const attachedRemarks = anyOf(
  String.raw`needs? (?:[\p{L}'’-]+ ){0,4}[\p{L}'’-]+|update|opinion|tone|jargon|slang|spelling|grammar|typo|speculation|synthesis|scope|timeframe|lead|pov|neutrality`,
  `relevant|relevance|irrelevant|importance|notability|contradict(?:s|ory|ion)|inconsistent|undefined|incomprehensible`,
  `confusing|biased|unclear|neologism|outdated|discuss|verify|explain|context|duplication|unreliable|questionable|anachronism`,
  `colloquialism|misquoted|globali[sz]e|vago|ambíguo|duvidoso|dudoso|esclarecer|aclarar|actualizar|verificar|chiarire|contradictoire|vague`,
)

/** A question of a few words, in any language: "relevant?", "Quand ?", "¿quién?", "кем?", "متى؟". */
const attachedQuestion = /^¿?[\p{L}\p{M}'’-]{1,24}(?: [\p{L}\p{M}'’-]{1,24}){0,4} ?[?？؟;]$/u

const discussion =
  / ?(?:[–—-]|: ?) ?(?:see )?(?:discuss(?:ion)?|talk(?: page)?|discuter|discutere|discussione|discutir|discussão|diskussion|ノート|[讨討][论論])$/iu

/**
 * True for what an editor remarks about the text: "citation needed", "by whom?", "réf. nécessaire", "要出典". Attached
 * to the text before it, more is a remark than where it stands alone, like words that are put into a quotation.
 */
export function isRemark(inner: string, isAttached: boolean): boolean {
  const text = inner
    .replaceAll(/[\u200C\u200D]/gu, '')
    .replace(discussion, '')
    .trim()
  const plain = text.replace(/ ?[?？]$/u, '')
  if (remarks.test(text) || remarks.test(plain)) return plain.toLowerCase() !== 'sic' || text !== plain
  return isAttached && (attachedQuestion.test(text) || attachedRemarks.test(plain))
}
