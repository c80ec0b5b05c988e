// What the English stemmer of PostgreSQL does not know: words that search takes for one another, and words that it takes
// for one another and must not. A migration stores the lists in the database (search_kept_words), where texts and
// questions meet them alike; a test compares the two.

/** Lines of the spellings of a word. */
export const spellings: readonly string[] = [
  ...lines`
    center centre|theater theatre|meter metre|kilometer kilometre|centimeter centimetre|millimeter millimetre
    liter litre|milliliter millilitre|fiber fibre|caliber calibre|saber sabre|specter spectre|somber sombre|luster lustre
    meager meagre|maneuver manoeuvre maneuverable manoeuvrable maneuvering manoeuvring|epicenter epicentre|amphitheater amphitheatre|miter mitre
    reconnoiter reconnoitre|defense defence|offense offence|license licence|pretense pretence|practice practise
    dialog dialogue|catalog catalogue|analog analogue|monolog monologue|prolog prologue|epilog epilogue
    program programme|gray grey|plow plough|mold mould|skeptic sceptic|skepticism scepticism|skeptical sceptical
    aging ageing|judgment judgement|acknowledgment acknowledgement|abridgment abridgement|lodgment lodgement
    inquire enquire|inquiry enquiry|draft draught|jail gaol|jailer gaoler|pajamas pyjamas|mustache moustache|cozy cosy
    toward towards|artifact artefact|connection connexion|reflection reflexion|counselor counsellor|jewelry jewellery
    enroll enrol|enrollment enrolment|fulfill fulfil|fulfillment fulfilment|installment instalment|install instal
    skillful skilful|willful wilful|distill distil|instill instil|appall appal|traveler traveller|woolen woollen
    marvelous marvellous|medalist medallist|tranquility tranquillity|chili chilli|pediatric paediatric
    pediatrician paediatrician|fetus foetus|fetal foetal|hemorrhage haemorrhage|hemoglobin haemoglobin
    anemia anaemia|anemic anaemic|leukemia leukaemia|anesthetic anaesthetic|anesthesia anaesthesia
    anesthetist anaesthetist|encyclopedia encyclopaedia|estrogen oestrogen|diarrhea diarrhoea|gynecology gynaecology
    gynecologist gynaecologist|gynecological gynaecological|orthopedic orthopaedic|archeology archaeology
    archeologist archaeologist|archeological archaeological|medieval mediaeval|cesarean caesarean|edema oedema
    esophagus oesophagus|homeopathy homoeopathy|ameba amoeba|ecumenical oecumenical|pedagogy paedagogy
    airplane aeroplane|aluminum aluminium|sulfur sulphur|sulfate sulphate|sulfide sulphide|specialty speciality
    tire tyre|tidbit titbit|curb kerb|story storey|omelet omelette|cigaret cigarette|caldron cauldron|font fount|whiskey whisky|smolder smoulder|molt moult
    smoldering smouldering|councilor councillor|carburetor carburettor|glamor glamour|learned learnt|burned burnt
    spelled spelt|dreamed dreamt|spoiled spoilt|spilled spilt|leaned leant|leaped leapt|among amongst
    amid amidst|yogurt yoghurt|mom mum|math maths|naught nought|racket racquet|wagon waggon|gypsy gipsy
    behoove behove|likable likeable|livable liveable|salable saleable|sizable sizeable|unshakable unshakeable
    usable useable|movable moveable|Moslem Muslim|Koran Quran|Kyiv Kiev|Roumania Rumania
    mollusk mollusc|disk disc|pricey pricy|grayish greyish|furor furore|cooperate coöperate|focused focussed
    focusing focussing|focuses focusses|biased biassed|benefited benefitted|benefiting benefitting|targeted targetted
    combating combatting|combated combatted|kidnaped kidnapped|kidnaping kidnapping|kidnaper kidnapper
    worshiper worshipper|worshiping worshipping|worshiped worshipped|program programing programming programmed`,
]

/**
 * Lines of words that find each other in all their forms: two spellings, or a family whose forms the stemmer cannot
 * derive. The endings -ize and -ise, -yze and -yse, -our and -or need no list.
 */
export const alike: readonly string[] = [
  ...spellings,
  // Verbs and what is made of them.
  ...lines`
    detain detention detainee|retain retention|contain containment|abstain abstention|maintain maintenance
    intend intention|extend extension|expand expansion|suspend suspension suspense|comprehend comprehension
    apprehend apprehension|respond response respondent|defend defense defensive|offend offense offensive
    condescend condescension|contend contention|attain attainment|sustain sustainment|decide decision|divide division
    provide provision|collide collision|exclude exclusion exclusive|include inclusion inclusive|conclude conclusion
    seclude seclusion|preclude preclusion|intrude intrusion intrusive|invade invasion invasive|evade evasion evasive
    persuade persuasion persuasive|erode erosion|explode explosion explosive|corrode corrosion corrosive
    permit permission|admit admission admittance|submit submission|omit omission|transmit transmission|emit emission
    remit remission|expel expulsion|compel compulsion|repel repulsion|impel impulsion|receive reception receipt
    deceive deception deceit|perceive perception|conceive conception|describe description descriptive
    prescribe prescription|subscribe subscription|transcribe transcription|inscribe inscription|conscript conscription
    absorb absorption|destroy destruction destructive|produce production productive|reduce reduction
    introduce introduction introductory|deduce deduction|reproduce reproduction reproductive|seduce seduction
    induce induction|acquire acquisition|oppose opposition|impose imposition|expose exposure exposition
    compose composition|depose deposition|pursue pursuit|recognise recognition|define definition definite
    compete competition competitive competitor|repeat repetition repetitive|apply application applicant
    multiply multiplication|imply implication|comply compliance compliant|rely reliance reliant|supply supplier
    assume assumption|consume consumption|presume presumption|resume resumption|redeem redemption
    intervene intervention interventionist|contravene contravention|believe belief|relieve relief|grieve grief
    prove proof|lose loss|choose choice|speak speech spoke spoken|advise advice|devise device|analyse analysis analyses
    vary variation|deny denial|marry marriage|violent violence|silent silence|absent absence|strong strength|long length
    high height|deep depth|wide width|broad breadth|hot heat|young youth|poor poverty|complain complaint
    restrain restraint|constrain constraint|enslave enslavement|slave slavery|criticise criticism critic critique
    apologise apology|summarise summary|emphasise emphasis|sympathise sympathy|subsidise subsidy|memorise memory
    employ employee employer employment|evacuate evacuee evacuation|deport deportee deportation|train trainee
    return returnee|nominate nominee|escape escapee|absent absentee|trust trustee
    succeed success successful|exceed excess excessive|concede concession|recede recession
    secede secession|proceed proceedings|explain explanation explanatory|proclaim proclamation|exclaim exclamation
    reclaim reclamation|pronounce pronunciation|denounce denunciation|renounce renunciation|abolish abolition
    demolish demolition|close closure|fail failure|depart departure|seize seizure|expend expenditure|mix mixture
    die death|grow growth|know knowledge|think thought|weigh weight|give gift
    sell sale|sign signature|bury burial|arrive arrival|refuse refusal
    survive survival survivor|withdraw withdrawal|remove removal|renew renewal|approve approval|betray betrayal
    compare comparison|collapse collapsible|convert conversion|divert diversion|subvert subversion
    revert reversion|invert inversion|extort extortion|distort distortion|contort contortion|assert assertion
    confess confession|obsess obsession|convict conviction|evict eviction|afflict affliction|inflict infliction
    restrict restriction|obstruct obstruction|instruct instruction|solve solution|resolve resolution
    dissolve dissolution|evolve evolution|involve involvement|corrupt corruption|disrupt disruption
    erupt eruption|interrupt interruption|adopt adoption|exempt exemption|contaminate contamination
    contribute contribution contributor|distribute distribution distributor|attribute attribution|prosecute prosecution
    persecute persecution|execute execution|pollute pollution|substitute substitution|constitute constitution
    institute institution|prostitute prostitution|retribution retributive|infest infestation|exhibit exhibition
    inhibit inhibition|prohibit prohibition|deposit depositor|inherit inheritance|exploit exploitation
    satisfy satisfaction|liquefy liquefaction|stupefy stupefaction|negligent negligence neglect|hinder hindrance
    remember remembrance|enter entrance entry|disaster disastrous|monster monstrous|wonder wondrous|anger angry
    hunger hungry|register registration registry registrar|administer administration administrative administrator
    minister ministry ministerial|massacre massacred|generous generosity|hostile hostility
    sincere sincerity|secure security|scarce scarcity|brief brevity|clear clarity|solemn solemnity
    dispose disposal|propose proposal proposition|suppose supposition|presuppose presupposition|bid bade bidden
    parliament parliamentary|election electoral|crime criminal|prison prisoner imprison imprisonment|danger endanger
    smuggle smuggler smuggling|traffic trafficking trafficker trafficked|refer referral|transfer transferral
    infer inference|confer conferral|prefer preference|differ difference|deter deterrent deterrence|occur occurrence
    recur recurrence|concur concurrence|incur incurrence|abhor abhorrence|rehearse rehearsal|reverse reversal
    disperse dispersal|appraise appraisal|accuse accusation|cause causation|fix fixation|tax taxation|quote quotation
    orphan orphanage|store storage|short shortage`,
  // Forms that no rule derives.
  ...lines`
    child children|woman women|man men|foot feet|tooth teeth|mouse mice|goose geese|wife wives|knife knives
    wolf wolves|thief thieves|loaf loaves|calf calves|shelf shelves|half halves|crisis crises|thesis theses
    hypothesis hypotheses|diagnosis diagnoses|criterion criteria|phenomenon phenomena|index indices indexes
    appendix appendices appendixes|matrix matrices|vertex vertices|bacterium bacteria
    stimulus stimuli|alumnus alumni|nucleus nuclei|radius radii|focus foci|curriculum curricula|memorandum memoranda
    referendum referenda referendums|quota quotas|formula formulae formulas|aircraft aircrafts|person persons
    go went gone|come came|become became|take took taken|give gave given|make made|say said|tell told|hold held
    withhold withheld|uphold upheld|keep kept|sleep slept|weep wept|sweep swept|creep crept|flee fled
    feed fed|lead led|breed bred|bleed bled|speed sped|meet met|send sent|spend spent|lend lent|bend bent
    build built|rebuild rebuilt|pay paid|repay repaid|lay laid|buy bought|bring brought|seek sought|teach taught
    catch caught|fight fought|sell sold|stand stood|understand understood|misunderstand misunderstood
    withstand withstood|shoot shot|win won|begin began begun|run ran|swim swam swum|drink drank drunk|sing sang sung
    sink sank sunk|ring rang rung|spring sprang sprung|shrink shrank shrunk|write wrote written|rewrite rewrote rewritten
    drive drove driven|ride rode ridden|rise rose risen|arise arose arisen|strive strove striven|choose chose chosen
    break broke broken|steal stole stolen|freeze froze frozen|weave wove woven|wear wore worn|tear tore torn
    swear swore sworn|forget forgot forgotten|get got gotten|forbid forbade forbidden|forgive forgave forgiven
    hide hid hidden|bite bit bitten|eat ate eaten|fall fell fallen|draw drew drawn|withdraw withdrew withdrawn
    grow grew grown|know knew known|throw threw thrown|overthrow overthrew overthrown|blow blew blown|fly flew flown
    show shown|undergo underwent undergone|undertake undertook undertaken|overtake overtook overtaken
    mistake mistook mistaken|shake shook shaken|see saw seen|oversee oversaw overseen|foresee foresaw foreseen
    strike struck stricken|hang hung|swing swung|stick stuck|dig dug|spin spun|sit sat
    win winner|lose lost|hear heard|deal dealt|mean meant|wake woke woken|awake awoke awoken
    sue sued|lay layed|overcome overcame|outgrow outgrew outgrown
    enter entered|broadcast broadcasted|forecast forecasted|kneel knelt
    slide slid|shed sheds|shine shone|widow widower|actor actress|host hostess`,
]

/**
 * Words that the stemmer takes for others, each line with the words that stay together. "internment" must not find
 * "international", nor "author" "authority".
 */
export const apart: readonly string[] = lines`
    university universities|universality universally|universe universes|international internationally|internal internally
    internment internments interned interning internee internees|authority authorities|department departments departmental
    apartment apartments|important importance importantly|executive executives|conference conferences
    convention conventions|conventional conventionally|emergency emergencies|several|relative relatives|relatively
    rational rationally rationality|animal animals|capitalism capitalist capitalists|communication communications
    adverse adversely|accession accessions|experience experienced experiences|experiment experiments experimental
    object objects|objective objectives|organism organisms|organic organically|corporation corporations|corporal
    criticality|customs|designate designated designates designation|evening evenings|humane humanely
    humanity|information informations|informal informally informality|locality localities|marketing|meanings meaning
    means|negation|ethics|nationality nationalities|nationalism nationalist nationalists|opera operas
    operational operationally|personal personally|personality personalities|personnel|physics|physical physically
    politics|positive positively|privation privations|publication publications|publicity|severe severely severity
    informant informants|colonial colonialism|signal signals|consultant consultants|homely`

/** Words by line: lines end with | or the end of a row. */
function lines({ raw }: TemplateStringsArray): string[] {
  return raw
    .join('')
    .split(/[|\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
