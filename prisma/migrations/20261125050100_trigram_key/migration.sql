-- Names that resemble each other are found by trigrams, and which letters pg_trgm knows depends on the LC_CTYPE of the
-- cluster: with C it sees no letter but a to z, so a misspelt name in another script found nothing. Trigrams are therefore
-- made of a key in ASCII, which is the same everywhere.

-- The key of a name in ASCII: each letter of an alphabet becomes the Latin letter that it sounds like; every other
-- character, such as one of Chinese, Japanese or Korean, becomes two letters of its code. Signs without a sound are left
-- out. The letters follow any-ascii 0.3.3.
CREATE FUNCTION trigram_key(key text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  ascii_key text;
BEGIN
  IF key ~ '^[\x01-\x7f]*$' THEN RETURN key; END IF;
  ascii_key := translate(key,
    E'абвгдежзиклмнопрстуфхцчшщыэюяђєѕіјљњћџѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӄӆӈӊӌӎӏӕәӡөӷӻӽӿԁԃԅԇԉ'
    'ԋԍԏԑԓԕԗԙԛԝԟԡԣԥԩԫԭԯᲀᲁᲂᲃᲄᲅᲇᲈᲊᴫͱͳͷͻͼͽαβγδεζηθικλμνξοπρστυφχψωϙϛϝϟϡϳϸϻϼᴦᴧᴨᴩᴪؠبةتثجحخدذرزسشصضطظغػؼؽؾؿفقكل'
    'منهوىي٠١٢٣٤٥٦٧٨٩ٮٯٲٳٴٹٺٻټٽپٿڀځڂڃڄڅچڇڈډڊڋڌڍڎڏڐڑڒړڔڕږڗژڙښڛڜڝڞڟڠڡڢڣڤڥڦڧڨکڪګڬڭڮگڰڱڲڳڴڵڶڷڸڹںڻڼڽھڿہۃۄۅۆۇۈۉ'
    'ۊۋیۍێۏېۑےەۮۯ۰۱۲۳۴۵۶۷۸۹ۺۻۼۿݐݑݒݓݔݕݖݗݘݙݚݛݜݝݞݟݠݡݢݣݤݥݦݧݨݩݪݫݬݭݮݯݰݱݲݳݴݵݶݷݸݹݺݻݼݽݾݿࢄࢅࢆࢉࢊࢋࢌࢍࢠࢡࢢࢣࢤࢥࢦࢧࢨࢩࢪࢫࢬࢮࢯࢰࢱࢲ'
    'ࢳࢴࢵࢶࢷࢸࢹࢺࢻࢼࢽࢾࢿࣀࣁࣂࣃࣄࣅࣆࣇࣈƀƃƅƈƌƍƒƕƙƚƛƞƣƥƨƪƫƭƴƶƺƻƽƾƿǀǁǂǃǝǥȝȡȣȥȴȵȶȷȸȹȼȿɀɇɉɋɍɏɐɑɒɓɔɕɖɗɘəɚɛɜɝɞɟɠɡɢɣɤɥɦɧɨɩɪɫɬ'
    'ɭɮɯɰɱɲɳɴɵɶɷɸɹɺɻɼɽɾɿʀʁʂʃʄʅʆʇʈʉʊʋʌʍʎʏʐʑʒʓʖʗʘʙʚʛʜʝʞʟʠʣʤʥʦʧʨʩʪʫʬʮʯᴀᴁᴂᴃᴄᴅᴆᴇᴈᴉᴊᴋᴌᴍᴎᴏᴐᴑᴒᴓᴔᴕᴖᴗᴘᴙᴚᴛᴜᴝᴞᴟᴠᴡᴢᴣᴯᴻ'
    'ᵎᵫᵬᵭᵮᵯᵰᵱᵲᵳᵴᵵᵶᵷᵹᵺᵻᵼᵽᵾᵿᶀᶁᶂᶃᶄᶅᶆᶇᶈᶉᶊᶋᶌᶍᶎᶏᶐᶑᶒᶓᶔᶕᶖᶗᶘᶙᶚẜẝẟỻỽỿⅎↄↅↆⱡⱥⱦⱨⱪⱬⱱⱳⱴⱶⱷⱸⱹⱺⱻՠաբգդեզէըթժիլխծկհձղճմյնշոչպ'
    'ջռսվտրցւփքօֆֈבגדהוזחטיךכלםמןנסףפץצקרשתׯװױײაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჹჽჿⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎ'
    'ⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭ\u0900\u0901\u0902\u0903ऄअआइईउऊऋऌऍऎएऐऑऒओऔकखगघङचछजझञटठडढणतथदधनऩपफबभमयरऱलळऴवश'
    'षसह\u093a\u093b\u093e\u093f\u0940\u0941\u0942\u0943\u0944\u0945\u0946\u0947\u0948\u0949\u094a\u094b\u094c'
    '\u094e\u094fॐ\u0955\u0956\u0957ॠॡ\u0962\u0963०१२३४५६७८९ॲॳॴॵॶॷॸॹॺॻॼॾॿ\u0981\u0982\u0983অআইঈউঊঋঌএঐওঔকখ'
    'গঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ\u09be\u09bf\u09c0\u09c1\u09c2\u09c3\u09c4\u09c7\u09c8\u09cb\u09ccৎ\u09d7'
    'ৠৡ\u09e2\u09e3০১২৩৪৫৬৭৮৯ৰৱ৴৵৶৷৸ৼกขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮะ\u0e31า\u0e34\u0e35\u0e36'
    '\u0e37\u0e38\u0e39เแโใไ\u0e4d๐๑๒๓๔๕๖๗๘๙\u0b82ஃஅஆஇஈஉஊஎஏஐஒஓஔகஙசஜஞடணதநனபமயரறலளழவஶஷஸஹ\u0bbe\u0bbf\u0bc0\u0bc1'
    '\u0bc2\u0bc6\u0bc7\u0bc8\u0bca\u0bcb\u0bccௐ\u0bd7௦௧௨௩௪௫௬௭௮௯௰௱௲\u0c00\u0c01\u0c02\u0c03\u0c04అఆఇఈఉఊఋఌ'
    'ఎఏఐఒఓఔకఖగఘఙచఛజఝఞటఠడఢణతథదధనపఫబభమయరఱలళఴవశషసహ\u0c3e\u0c3f\u0c40\u0c41\u0c42\u0c43\u0c44\u0c46\u0c47\u0c48'
    '\u0c4a\u0c4b\u0c4c\u0c56ౘౙౚౝౠౡ\u0c62\u0c63౦౧౨౩౪౫౬౭౮౯౸౹౺౻౼౽౾\u0a01\u0a02\u0a03ਅਆਇਈਉਊਏਐਓਔਕਖਗਘਙਚਛਜਝਞਟਠਡ'
    'ਢਣਤਥਦਧਨਪਫਬਭਮਯਰਲਵਸਹ\u0a3e\u0a3f\u0a40\u0a41\u0a42\u0a47\u0a48\u0a4b\u0a4cੜ੦੧੨੩੪੫੬੭੮੯\u0a70\u0a75\u0a81'
    '\u0a82\u0a83અઆઇઈઉઊઋઌઍએઐઑઓઔકખગઘઙચછજઝઞટઠડઢણતથદધનપફબભમયરલળવશષસહ\u0abe\u0abf\u0ac0\u0ac1\u0ac2\u0ac3\u0ac4'
    '\u0ac5\u0ac7\u0ac8\u0ac9\u0acb\u0accૐૠૡ\u0ae2\u0ae3૦૧૨૩૪૫૬૭૮૯ૹಀ\u0c81\u0c82\u0c83ಅಆಇಈಉಊಋಌಎಏಐಒಓಔಕಖಗಘಙ'
    'ಚಛಜಝಞಟಠಡಢಣತಥದಧನಪಫಬಭಮಯರಱಲಳವಶಷಸಹ\u0cbe\u0cbf\u0cc0\u0cc1\u0cc2\u0cc3\u0cc4\u0cc6\u0cc7\u0cc8\u0cca\u0ccb'
    '\u0ccc\u0cd6ೝೞೠೡ\u0ce2\u0ce3೦೧೨೩೪೫೬೭೮೯ೱೲ\u0cf3\u0d00\u0d01\u0d02\u0d03ഄഅആഇഈഉഊഋഌഎഏഐഒഓഔകഖഗഘങചഛജഝഞടഠഡഢണ'
    'തഥദധനഩപഫബഭമയരറലളഴവശഷസഹഺ\u0d3e\u0d3f\u0d40\u0d41\u0d42\u0d43\u0d44\u0d46\u0d47\u0d48\u0d4a\u0d4b\u0d4c'
    'ൎൔൕൖ\u0d57൘൙൚൛൜൝൞ൟൠൡ\u0d62\u0d63൦൧൨൩൪൫൬൭൮൯൰൱൲൳൴൵൶൷൸ൺൻർൽൾൿ\u0d81\u0d82\u0d83අආඇඈඉඊඋඌඍඎඏඐඑඒඓඔඕඖකඛගඝඞඟච'
    'ඡජඣඤඥඦටඨඩඪණඬතථදධනඳපඵබභමඹයරලවශෂසහළෆ\u0dcf\u0dd0\u0dd1\u0dd2\u0dd3\u0dd4\u0dd6\u0dd8\u0dd9\u0dda\u0ddb'
    '\u0ddc\u0ddd\u0dde\u0ddf෦෧෨෩෪෫෬෭෮෯\u0df2\u0df3\u0b01\u0b02\u0b03ଅଆଇଈଉଊଋଌଏଐଓଔକଖଗଘଙଚଛଜଝଞଟଠଡଢଣତଥଦଧନପଫବଭ'
    'ମଯରଲଳଵଶଷସହ\u0b3e\u0b3f\u0b40\u0b41\u0b42\u0b43\u0b44\u0b47\u0b48\u0b4b\u0b4c\u0b56\u0b57ୟୠୡ\u0b62\u0b63'
    '୦୧୨୩୪୫୬୭୮୯ୱ୲୳୴୵୶୷ກຂຄຆງຈຉຊຌຍຎຏຐຑຒຓດຕຖທຘນບປຜຝພຟຠມຢຣລວຨຩສຫຬຮະ\u0eb1າ\u0eb4\u0eb5\u0eb6\u0eb7\u0eb8\u0eb9'
    '\u0ebb\u0ebcຽເແໂໃໄ\u0ecd໐໑໒໓໔໕໖໗໘໙ໞໟកខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវឝឞសហឡឤឥឦឧឨឩឪឫឬឭឮឯឰឱឲឳ\u17b6\u17b7\u17b8'
    '\u17b9\u17ba\u17bb\u17bc\u17bd\u17be\u17bf\u17c0\u17c1\u17c2\u17c3\u17c4\u17c5\u17c6\u17c7\u17c8\u17cb'
    '\u17cc\u17d0០១២៣៤៥៦៧៨៩៰៱៲៳៴៵៶៷៸៹ကခဂဃငစဆဇဈဉညဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဟဠဣဤဥဦဧဨဩဪ\u102b\u102c\u102d\u102e\u102f'
    '\u1030\u1031\u1032\u1033\u1034\u1035\u1036\u103b\u103c\u103d\u103eဿ၀၁၂၃၄၅၆၇၈၉ၐၑၒၓၔၕ\u1056\u1057\u1058'
    '\u1059ၚၛၜၝ\u105e\u105f\u1060ၡ\u1062ၥၦ\u1067\u1068ၮၯၰ\u1071\u1072\u1073\u1074ၵၶၷၸၹၺၻၼၽၾၿႀႁ\u1082\u1083'
    '\u1084\u1085\u1086ႎ႐႑႒႓႔႕႖႗႘႙\u109c\u109dъьҍԧᲆϗءاعٱۥۦࡰࡱࡲࡳࡴࡵࡶࡷࡸࡹࡺࡻࡼࡽࡾࡿࢀࢁࢂࢃࢇࢎ࢏ࢭࣉƹɂʔʕʡʢʭᴤᴥↀↁↂↇↈՙאעჸჺჾ\u093c'
    'ऽ\u094dॱॽঀ\u09bcঽ\u09cd৹\u09feฯ\u0e3aๅๆ\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e\u0bcd\u0c3cఽ\u0c4d'
    '\u0c55౜\u0a3c\u0a4d\u0a51\u0a71ੲੳੴ\u0abcઽ\u0acd\u0afa\u0afb\u0afc\u0afd\u0afe\u0aff\u0cbcಽ\u0ccd\u0cd5'
    '೜\u0d3b\u0d3cഽ\u0d4d\u0dca\u0b3cଽ\u0b4d\u0b55ອຯ\u0ebaໆ\u0ec8\u0ec9\u0eca\u0ecb\u0ecc\u0eceអឣ\u17b4\u17b5'
    '\u17c9\u17ca\u17cd\u17ce\u17cf\u17d1\u17d2\u17d3ៗៜ\u17ddအဢ\u1037\u1038\u1039\u103a\u1063\u1064\u1069'
    '\u106a\u106b\u106c\u106d\u1087\u1088\u1089\u108a\u108b\u108c\u108d\u108f\u109a\u109b',
    E'abvgdezziklmnoprstufktcssyeyydidijlncdoeieioikpfyuoooqjrgggjzqgqqnnpwstuuhtjchccqlnndmhaadogxxhddzdl'
    'nstallraqwqlnpnddlvdostteutlhswsssavgdezitiklmnxoprstyfcpoqswqsjssrglprpybhttjhkddrzsssdtdgggyiifqkl'
    'mnhway0123456789bqauettbttptbddnjtccdddddddddrrrrrzdzrssctctnffpvvpqgkkggnkggngggllllnnnnnhnhhooouuu'
    'uvyeeveneedr0123456789slnhyppcnpcncddrsnngpvggkbmnnnsrzsjcszjaaiiyooeecssguyyncttgbbctvgzmynrwydtkuz'
    'nkqmmtnnfqnpttckgknnlgbb6cdzfhkllngp2sttyzzd5twcxqqegydozlntjdqcszejqryaaabocddeeeeeeojgggguyhhiiill'
    'llwwmnnnooufrrrrrrirrssjisttuuvawyyzzzzxqpboghjklqdddtttfllwyyaaabcddeeijklmnoooooooooprrtuuuwvwzzbn'
    'iubdfmnprrstzggtiipuubdfgklmnprssvxzaadeeeeiosuzssdlvyfc6llathkzvwvhoeroeaabgdezeytzilktkhdgcmynsocp'
    'jrsvtrtwpkofhvgdhvzhtykklmmnnsffttkrstyvoeabgdevztiklmnopzrstupkgqsctdtckjheywxofegawabgdevztiklmnop'
    'zrstupkgqsctdtckjheywxoeammmhaaaiiuurleeeaoooakkggnccjjnttddnttddnnppbbmyrrlllvssshooaiiuurreeeaoooa'
    'eaoeuurlll0123456789aooauudzygjdbmmhaaiiuurleaoakkggnccjjnttddnttddnppbbmyrlssshaiiuurreaoaturlll012'
    '3456789rv12313mkkkkkkncccscydttttndttttnbppfpfpmyrrllwssshlohaaaiiuuuueaoaam0123456789mkaaiiuueeaooa'
    'kncjntntnnpmyrrlllvssshaiiuueeaooaou0123456789111mnmhmaaiiuurleeaooakkggnccjjnttddnttddnppbbmyrrlllv'
    'ssshaiiuurreeaooaiczrnrlll01234567890123123mmhaaiiuueaoakkggnccjjnttddnttddnppbbmyrlvshaiiuueaoar012'
    '3456789mymmhaaiiuurleeaooakkggnccjjnttddnttddnppbbmyrllvssshaiiuurreeaooaorlll0123456789zmmmhaaiiuur'
    'leeaooakkggnccjjnttddnttddnppbbmyrrllvssshaiiuurreeaooainlrlll0123456789hhmmmmhmaaiiuurleeaooakkggnc'
    'cjjnttddnttddnnppbbmyrrlllvssshtaiiuurreeaooarmylu2411346irlll0123456789111812246nnrllkmmhaaaaiiuurr'
    'lleeaooakkggnnccjjnjnttddnnttddnnppbbmmyrlvssshlfaaaiiuureeaooau0123456789rlmmhaaiiuurleaoakkggnccjj'
    'nttddnttddnppbbmyrllvssshaiiuurreaoaiuyrlll0123456789w123123kkkgnccxjgnttddndtttdnbppfpfbmyrlvssshlh'
    'aaaiiuuooolyeeoaao0123456789ggkkkknccccndtdtnttttnbpppmyrlvssshlaeeoooarrllaaaaoaeeoeoouaoieaaaaaaaa'
    'ra01234567890123456789kkggnccjjnnttddnttddnppbbmyrlvshliiuueeooaaiiuueaiaemyrvhs0123456789ssrrllrrll'
    'njbbnmlsospounygiouekkgczndnpfbxhvaeeaf0123456789aa');
  IF ascii_key ~ '^[\x01-\x7f]*$' THEN RETURN ascii_key; END IF;
  RETURN (
    SELECT string_agg(
      CASE WHEN code < 128 THEN letter ELSE chr(97 + code % 26) || chr(97 + code / 26 % 26) END, '' ORDER BY place)
    FROM string_to_table(ascii_key, NULL) WITH ORDINALITY AS letters (letter, place), ascii(letter) AS code);
END $$;

ALTER TABLE name ADD COLUMN trigrams text COLLATE "C" GENERATED ALWAYS AS (trigram_key(key)) STORED;
DROP INDEX name_key_trigram_idx;
CREATE INDEX name_trigram_idx ON name USING GIN (trigrams gin_trgm_ops);
