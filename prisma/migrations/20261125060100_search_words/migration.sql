-- Full text that is the same on every cluster. PostgreSQL's parser takes other characters for letters when LC_CTYPE is C
-- than when it is en_US.UTF-8, makes a phrase of a hyphenated word, and knows neither both spellings of English nor
-- scripts without spaces. Texts and questions are therefore cut into words and folded here; PostgreSQL only stems the
-- words and indexes them. The classes of characters are those of Unicode 16, in the order of their code points.

-- ---------------------------------------------------------------- words

-- A text as words with one space between them: small letters, no accents, no punctuation. Four characters of private use
-- are marks for search_tokens: U+E000 may be read as e (u of ü) and U+E001 as a (a of å); U+E002 starts a word that a
-- hyphen joins to the one before, U+E003 one that follows without a space in a script that has none.
CREATE FUNCTION search_text(content text, language text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  tag CONSTANT text := lower(split_part(language, '-', 1) COLLATE "C");
  result text := content;
BEGIN
  IF result ~ '[^\x01-\x7f]' THEN
    -- Apostrophes and hyphens of all sorts as one, and invisible characters left out.
    result := translate(result, E'\u2018\u2019\u02BC\u2032\u00B4\uFF07\u2010\u2011\uFF0D\uFF06', '''''''''''''---&');
    result := regexp_replace(result, '[\uE000-\uE003\u00ad\u0600-\u0605\u061c\u0640\u06dd\u070f\u0890-\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f\U000e0100-\U000e01ef\u02B0-\u02FF]', '', 'g');
    result := normalize(result, NFKD);
    result := regexp_replace(result, '([aouAOU])\u0308', E'\\1\uE000', 'g');
    result := regexp_replace(result, '([aA])\u030A', E'\\1\uE001', 'g');
    result := regexp_replace(result, '[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff\u0951-\u0954\u1ab0-\u1add\u1ae0-\u1aeb\u1cd0-\u1cd2\u1cd4-\u1ce0\u1ce2-\u1ce8\u1ced\u1cf4\u1cf8-\u1cf9\u1dc0-\u1dff\u20d0-\u20f0\u2de0-\u2dff\u302a-\u302d\ua66f-\ua672\ua674-\ua67d\ua69e-\ua69f\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f\U000101fd\U000102e0\U00010efa-\U00010eff\U0001133b\U0001cf00-\U0001cf2d\U0001cf30-\U0001cf46\U0001d167-\U0001d169\U0001d17b-\U0001d182\U0001d185-\U0001d18b\U0001d1aa-\U0001d1ad\U0001e08f\U000e0100-\U000e01ef]', '', 'g');
    result := normalize(result, NFC);
    result := translate(result,
      E'ЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍ'
        'ӔӘӠӨӶӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮᲉꙀꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠ'
        'ΡΣΤΥΦΧΨΩςϏϘϚϜϞϠϷϺϽϾϿÐðĐđĦħıĸŁłŊŋŦŧƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƢƤƦƧƩƬƮƱƲƳƵƷƸƼǤǶǷȜȠȢȤȺȻȽȾɁɃɄɅɆɈɊɌɎỺỼ'
        'ỾℲↃⱠⱢⱣⱤⱧⱩⱫⱭⱮⱯⱰⱲⱵⱾⱿꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝂꝄꝆꝈꝊꝌꝎꝐꝒꝔꝖꝘꝚꝜꝞꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝽꝾꞀꞂꞄꞆꞋꞍꞐꞒꞖꞘꞚꞜꞞꞠꞢꞤꞦꞨꞪꞫꞬꞭꞮꞰꞱꞲꞳꞴꞶꞸ'
        'ꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟋꟌ꟎Ꟑ꟒꟔ꟖꟘꟚꟜꟵØϢϤϦϨϪϬϮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶ'
        'ႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨ'
        'ᏩᏪᏫᏬᏭᏮᏯᏰᏱᏲᏳᏴᏵᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞ'
        'ⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲ𐐀𐐁𐐂𐐃𐐄𐐅𐐆𐐇𐐈𐐉𐐊𐐋𐐌𐐍𐐎𐐏𐐐𐐑𐐒𐐓'
        '𐐔𐐕𐐖𐐗𐐘𐐙𐐚𐐛𐐜𐐝𐐞𐐟𐐠𐐡𐐢𐐣𐐤𐐥𐐦𐐧𐒰𐒱𐒲𐒳𐒴𐒵𐒶𐒷𐒸𐒹𐒺𐒻𐒼𐒽𐒾𐒿𐓀𐓁𐓂𐓃𐓄𐓅𐓆𐓇𐓈𐓉𐓊𐓋𐓌𐓍𐓎𐓏𐓐𐓑𐓒𐓓𐕰𐕱𐕲𐕳𐕴𐕵𐕶𐕷𐕸𐕹𐕺𐕼𐕽𐕾𐕿𐖀𐖁𐖂𐖃𐖄𐖅𐖆𐖇𐖈𐖉𐖊𐖌𐖍𐖎𐖏𐖐𐖑𐖒𐖔'
        '𐖕𐲀𐲁𐲂𐲃𐲄𐲅𐲆𐲇𐲈𐲉𐲊𐲋𐲌𐲍𐲎𐲏𐲐𐲑𐲒𐲓𐲔𐲕𐲖𐲗𐲘𐲙𐲚𐲛𐲜𐲝𐲞𐲟𐲠𐲡𐲢𐲣𐲤𐲥𐲦𐲧𐲨𐲩𐲪𐲫𐲬𐲭𐲮𐲯𐲰𐲱𐲲𐵐𐵑𐵒𐵓𐵔𐵕𐵖𐵗𐵘𐵙𐵚𐵛𐵜𐵝𐵞𐵟𐵠𐵡𐵢𐵣𐵤𐵥𑢠𑢡𑢢𑢣𑢤𑢥𑢦𑢧𑢨𑢩𑢪𑢫𑢬𑢭𑢮𑢯'
        '𑢰𑢱𑢲𑢳𑢴𑢵𑢶𑢷𑢸𑢹𑢺𑢻𑢼𑢽𑢾𑢿𖹀𖹁𖹂𖹃𖹄𖹅𖹆𖹇𖹈𖹉𖹊𖹋𖹌𖹍𖹎𖹏𖹐𖹑𖹒𖹓𖹔𖹕𖹖𖹗𖹘𖹙𖹚𖹛𖹜𖹝𖹞𖹟𖺠𖺡𖺢𖺣𖺤𖺥𖺦𖺧𖺨𖺩𖺪𖺫𖺬𖺭𖺮𖺯𖺰𖺱𖺲𖺳𖺴𖺵𖺶𖺷𖺸𞤀𞤁𞤂𞤃𞤄𞤅𞤆𞤇𞤈𞤉𞤊𞤋𞤌𞤍𞤎𞤏𞤐'
        '𞤑𞤒𞤓𞤔𞤕𞤖𞤗𞤘𞤙𞤚𞤛𞤜𞤝𞤞𞤟𞤠𞤡٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹߀߁߂߃߄߅߆߇߈߉०१२३४५६७८९০১২৩৪৫৬৭৮৯੦੧੨੩੪੫੬੭੮੯૦૧૨૩૪૫૬૭૮૯୦୧୨'
        '୩୪୫୬୭୮୯௦௧௨௩௪௫௬௭௮௯౦౧౨౩౪౫౬౭౮౯೦೧೨೩೪೫೬೭೮೯൦൧൨൩൪൫൬൭൮൯෦෧෨෩෪෫෬෭෮෯๐๑๒๓๔๕๖๗๘๙໐໑໒໓໔໕໖໗໘໙༠༡༢༣༤༥༦༧༨༩၀၁၂'
        '၃၄၅၆၇၈၉႐႑႒႓႔႕႖႗႘႙០១២៣៤៥៦៧៨៩᠐᠑᠒᠓᠔᠕᠖᠗᠘᠙᥆᥇᥈᥉᥊᥋᥌᥍᥎᥏᧐᧑᧒᧓᧔᧕᧖᧗᧘᧙᪀᪁᪂᪃᪄᪅᪆᪇᪈᪉᪐᪑᪒᪓᪔᪕᪖᪗᪘᪙᭐᭑᭒᭓᭔᭕᭖᭗᭘᭙᮰᮱᮲'
        '᮳᮴᮵᮶᮷᮸᮹᱀᱁᱂᱃᱄᱅᱆᱇᱈᱉᱐᱑᱒᱓᱔᱕᱖᱗᱘᱙꘠꘡꘢꘣꘤꘥꘦꘧꘨꘩꣐꣑꣒꣓꣔꣕꣖꣗꣘꣙꤀꤁꤂꤃꤄꤅꤆꤇꤈꤉꧐꧑꧒꧓꧔꧕꧖꧗꧘꧙꧰꧱꧲꧳꧴꧵꧶꧷꧸꧹꩐꩑꩒꩓꩔꩕꩖꩗꩘꩙꯰꯱꯲'
        '꯳꯴꯵꯶꯷꯸꯹𐒠𐒡𐒢𐒣𐒤𐒥𐒦𐒧𐒨𐒩𐴰𐴱𐴲𐴳𐴴𐴵𐴶𐴷𐴸𐴹𐵀𐵁𐵂𐵃𐵄𐵅𐵆𐵇𐵈𐵉𑁦𑁧𑁨𑁩𑁪𑁫𑁬𑁭𑁮𑁯𑃰𑃱𑃲𑃳𑃴𑃵𑃶𑃷𑃸𑃹𑄶𑄷𑄸𑄹𑄺𑄻𑄼𑄽𑄾𑄿𑇐𑇑𑇒𑇓𑇔𑇕𑇖𑇗𑇘𑇙𑋰𑋱𑋲𑋳𑋴𑋵𑋶𑋷𑋸𑋹𑑐𑑑𑑒'
        '𑑓𑑔𑑕𑑖𑑗𑑘𑑙𑓐𑓑𑓒𑓓𑓔𑓕𑓖𑓗𑓘𑓙𑙐𑙑𑙒𑙓𑙔𑙕𑙖𑙗𑙘𑙙𑛀𑛁𑛂𑛃𑛄𑛅𑛆𑛇𑛈𑛉𑛐𑛑𑛒𑛓𑛔𑛕𑛖𑛗𑛘𑛙𑜰𑜱𑜲𑜳𑜴𑜵𑜶𑜷𑜸𑜹𑣠𑣡𑣢𑣣𑣤𑣥𑣦𑣧𑣨𑣩𑥐𑥑𑥒𑥓𑥔𑥕𑥖𑥗𑥘𑥙𑯰𑯱𑯲𑯳𑯴𑯵𑯶𑯷𑯸𑯹𑱐𑱑𑱒'
        '𑱓𑱔𑱕𑱖𑱗𑱘𑱙𑵐𑵑𑵒𑵓𑵔𑵕𑵖𑵗𑵘𑵙𑶠𑶡𑶢𑶣𑶤𑶥𑶦𑶧𑶨𑶩𑷠𑷡𑷢𑷣𑷤𑷥𑷦𑷧𑷨𑷩𑽐𑽑𑽒𑽓𑽔𑽕𑽖𑽗𑽘𑽙𖄰𖄱𖄲𖄳𖄴𖄵𖄶𖄷𖄸𖄹𖩠𖩡𖩢𖩣𖩤𖩥𖩦𖩧𖩨𖩩𖫀𖫁𖫂𖫃𖫄𖫅𖫆𖫇𖫈𖫉𖭐𖭑𖭒𖭓𖭔𖭕𖭖𖭗𖭘𖭙𖵰𖵱𖵲'
        '𖵳𖵴𖵵𖵶𖵷𖵸𖵹𞅀𞅁𞅂𞅃𞅄𞅅𞅆𞅇𞅈𞅉𞋰𞋱𞋲𞋳𞋴𞋵𞋶𞋷𞋸𞋹𞓰𞓱𞓲𞓳𞓴𞓵𞓶𞓷𞓸𞓹𞗱𞗲𞗳𞗴𞗵𞗶𞗷𞗸𞗹𞗺𞥐𞥑𞥒𞥓𞥔𞥕𞥖𞥗𞥘𞥙',
      E'ђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎ'
        'ӕәӡөӷӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯᲊꙁꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛͱͳͷϳαβγδεζηθικλμνξοπ'
        'ρστυφχψωσϗϙϛϝϟϡϸϻͻͼͽddddhhikllnnttɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵƣƥʀƨʃƭʈʊʋƴƶʒƹƽǥƕƿȝƞȣȥⱥȼƚⱦɂƀʉʌɇɉɋɍɏỻỽ'
        'ỿⅎↄⱡɫᵽɽⱨⱪⱬɑɱɐɒⱳⱶȿɀꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿꝁꝃꝅꝇꝉꝋꝍꝏꝑꝓꝕꝗꝙꝛꝝꝟꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼᵹꝿꞁꞃꞅꞇꞌɥꞑꞓꞗꞙꞛꞝꞟꞡꞣꞥꞧꞩɦɜɡɬɪʞʇʝꭓꞵꞷꞹ'
        'ꞻꞽꞿꟁꟃꞔʂᶎꟈꟊɤꟍ꟏ꟑꟓꟕꟗꟙꟛƛꟶøϣϥϧϩϫϭϯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖ'
        'ⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀꮁꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸ'
        'ꮹꮺꮻꮼꮽꮾꮿᏸᏹᏺᏻᏼᏽაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎ'
        'ⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳ𐐨𐐩𐐪𐐫𐐬𐐭𐐮𐐯𐐰𐐱𐐲𐐳𐐴𐐵𐐶𐐷𐐸𐐹𐐺𐐻'
        '𐐼𐐽𐐾𐐿𐑀𐑁𐑂𐑃𐑄𐑅𐑆𐑇𐑈𐑉𐑊𐑋𐑌𐑍𐑎𐑏𐓘𐓙𐓚𐓛𐓜𐓝𐓞𐓟𐓠𐓡𐓢𐓣𐓤𐓥𐓦𐓧𐓨𐓩𐓪𐓫𐓬𐓭𐓮𐓯𐓰𐓱𐓲𐓳𐓴𐓵𐓶𐓷𐓸𐓹𐓺𐓻𐖗𐖘𐖙𐖚𐖛𐖜𐖝𐖞𐖟𐖠𐖡𐖣𐖤𐖥𐖦𐖧𐖨𐖩𐖪𐖫𐖬𐖭𐖮𐖯𐖰𐖱𐖳𐖴𐖵𐖶𐖷𐖸𐖹𐖻'
        '𐖼𐳀𐳁𐳂𐳃𐳄𐳅𐳆𐳇𐳈𐳉𐳊𐳋𐳌𐳍𐳎𐳏𐳐𐳑𐳒𐳓𐳔𐳕𐳖𐳗𐳘𐳙𐳚𐳛𐳜𐳝𐳞𐳟𐳠𐳡𐳢𐳣𐳤𐳥𐳦𐳧𐳨𐳩𐳪𐳫𐳬𐳭𐳮𐳯𐳰𐳱𐳲𐵰𐵱𐵲𐵳𐵴𐵵𐵶𐵷𐵸𐵹𐵺𐵻𐵼𐵽𐵾𐵿𐶀𐶁𐶂𐶃𐶄𐶅𑣀𑣁𑣂𑣃𑣄𑣅𑣆𑣇𑣈𑣉𑣊𑣋𑣌𑣍𑣎𑣏'
        '𑣐𑣑𑣒𑣓𑣔𑣕𑣖𑣗𑣘𑣙𑣚𑣛𑣜𑣝𑣞𑣟𖹠𖹡𖹢𖹣𖹤𖹥𖹦𖹧𖹨𖹩𖹪𖹫𖹬𖹭𖹮𖹯𖹰𖹱𖹲𖹳𖹴𖹵𖹶𖹷𖹸𖹹𖹺𖹻𖹼𖹽𖹾𖹿𖺻𖺼𖺽𖺾𖺿𖻀𖻁𖻂𖻃𖻄𖻅𖻆𖻇𖻈𖻉𖻊𖻋𖻌𖻍𖻎𖻏𖻐𖻑𖻒𖻓𞤢𞤣𞤤𞤥𞤦𞤧𞤨𞤩𞤪𞤫𞤬𞤭𞤮𞤯𞤰𞤱𞤲'
        '𞤳𞤴𞤵𞤶𞤷𞤸𞤹𞤺𞤻𞤼𞤽𞤾𞤿𞥀𞥁𞥂𞥃0123456789012345678901234567890123456789012345678901234567890123456789012'
        '345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012'
        '345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012'
        '345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012'
        '345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012'
        '345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012'
        '345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012'
        '345678901234567890123456789012345678901234567890123456789');
    result := replace(replace(replace(result, E'\u00E6', 'ae'), E'\u00C6', 'ae'), E'\u00DF', 'ss');
    result := replace(replace(replace(result, E'\u1E9E', 'ss'), E'\u0153', 'oe'), E'\u0152', 'oe');
    result := replace(replace(result, E'\u00FE', 'th'), E'\u00DE', 'th');
    result := regexp_replace(replace(result, E'\u00F8', E'o\uE000'), '[\u0080-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u02c2-\u02c5\u02d2-\u02df\u02e5-\u02eb\u02ed\u02ef-\u02ff\u0375\u037e\u0384-\u0385\u0387\u03f6\u0482\u055a-\u055f\u0589-\u058f\u05be\u05c0\u05c3\u05c6\u05f3-\u060f\u061b-\u061f\u066a-\u066d\u06d4\u06dd-\u06de\u06e9\u06fd-\u06fe\u0700-\u070f\u07f6-\u07f9\u07fe-\u07ff\u0830-\u083e\u085e\u0888\u0890-\u0891\u08e2\u0964-\u0965\u0970\u09f2-\u09f3\u09fa-\u09fb\u09fd\u0a76\u0af0-\u0af1\u0b70\u0bf3-\u0bfa\u0c77\u0c7f\u0c84\u0d4f\u0d79\u0df4\u0e3f\u0e4f\u0e5a-\u0e5b\u0f01-\u0f17\u0f1a-\u0f1f\u0f34\u0f36\u0f38\u0f3a-\u0f3d\u0f85\u0fbe-\u0fc5\u0fc7-\u0fda\u104a-\u104f\u109e-\u109f\u10fb\u1360-\u1368\u1390-\u1399\u1400\u166d-\u166e\u1680\u169b-\u169c\u16eb-\u16ed\u1735-\u1736\u17d4-\u17d6\u17d8-\u17db\u1800-\u180a\u180e\u1940-\u1945\u19de-\u19ff\u1a1e-\u1a1f\u1aa0-\u1aa6\u1aa8-\u1aad\u1b4e-\u1b4f\u1b5a-\u1b6a\u1b74-\u1b7f\u1bfc-\u1bff\u1c3b-\u1c3f\u1c7e-\u1c7f\u1cc0-\u1cc7\u1cd3\u1fbd\u1fbf-\u1fc1\u1fcd-\u1fcf\u1fdd-\u1fdf\u1fed-\u1fef\u1ffd-\u206f\u207a-\u207e\u208a-\u208e\u20a0-\u20c1\u2100-\u2101\u2103-\u2106\u2108-\u2109\u2114\u2116-\u2118\u211e-\u2123\u2125\u2127\u2129\u212e\u213a-\u213b\u2140-\u2144\u214a-\u214d\u214f\u218a-\u244a\u249c-\u24e9\u2500-\u2775\u2794-\u2bff\u2ce5-\u2cea\u2cf9-\u2cfc\u2cfe-\u2cff\u2d70\u2e00-\u2e2e\u2e30-\u3004\u3008-\u3020\u3030\u3036-\u3037\u303d-\u303f\u309b-\u309c\u30a0\u30fb\u3190-\u3191\u3196-\u319f\u31c0-\u31ef\u3200-\u321e\u322a-\u3247\u3250\u3260-\u327f\u328a-\u32b0\u32c0-\u33ff\u4dc0-\u4dff\ua490-\ua4c6\ua4fe-\ua4ff\ua60d-\ua60f\ua673\ua67e\ua6f2-\ua716\ua720-\ua721\ua789-\ua78a\ua828-\ua82b\ua836-\ua839\ua874-\ua877\ua8ce-\ua8cf\ua8f8-\ua8fa\ua8fc\ua92e-\ua92f\ua95f\ua9c1-\ua9cd\ua9de-\ua9df\uaa5c-\uaa5f\uaa77-\uaa79\uaade-\uaadf\uaaf0-\uaaf1\uab5b\uab6a-\uab6b\uabeb\ue004-\uf8ff\ufb29\ufbb2-\ufbd2\ufd3e-\ufd4f\ufd90-\ufd91\ufdc8-\ufdcf\ufdfc-\ufdff\ufe10-\ufe19\ufe30-\ufe6b\ufeff-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\ufffd\U00010100-\U00010102\U00010137-\U0001013f\U00010179-\U00010189\U0001018c-\U000101fc\U0001039f\U000103d0\U0001056f\U00010857\U00010877-\U00010878\U0001091f\U0001093f\U00010a50-\U00010a58\U00010a7f\U00010ac8\U00010af0-\U00010af6\U00010b39-\U00010b3f\U00010b99-\U00010b9c\U00010d6e\U00010d8e-\U00010d8f\U00010ead\U00010ed0-\U00010ed8\U00010f55-\U00010f59\U00010f86-\U00010f89\U00011047-\U0001104d\U000110bb-\U000110c1\U000110cd\U00011140-\U00011143\U00011174-\U00011175\U000111c5-\U000111c8\U000111cd\U000111db\U000111dd-\U000111df\U00011238-\U0001123d\U000112a9\U000113d4-\U000113d8\U0001144b-\U0001144f\U0001145a-\U0001145d\U000114c6\U000115c1-\U000115d7\U00011641-\U00011643\U00011660-\U0001166c\U000116b9\U0001173c-\U0001173f\U0001183b\U00011944-\U00011946\U000119e2\U00011a3f-\U00011a46\U00011a9a-\U00011a9c\U00011a9e-\U00011aa2\U00011b00-\U00011b09\U00011be1\U00011c41-\U00011c45\U00011c70-\U00011c71\U00011ef7-\U00011ef8\U00011f43-\U00011f4f\U00011fd5-\U00011fff\U00012470-\U00012474\U00012ff1-\U00012ff2\U00013430-\U0001343f\U00016a6e-\U00016a6f\U00016af5\U00016b37-\U00016b3f\U00016b44-\U00016b45\U00016d6d-\U00016d6f\U00016e97-\U00016e9a\U00016fe2\U0001bc9c\U0001bc9f-\U0001ccef\U0001ccfa-\U0001cef0\U0001cf50-\U0001d164\U0001d16a-\U0001d16c\U0001d173-\U0001d17a\U0001d183-\U0001d184\U0001d18c-\U0001d1a9\U0001d1ae-\U0001d241\U0001d245\U0001d300-\U0001d356\U0001d6c1\U0001d6db\U0001d6fb\U0001d715\U0001d735\U0001d74f\U0001d76f\U0001d789\U0001d7a9\U0001d7c3\U0001d800-\U0001d9ff\U0001da37-\U0001da3a\U0001da6d-\U0001da74\U0001da76-\U0001da83\U0001da85-\U0001da8b\U0001e14f\U0001e2ff\U0001e5ff\U0001e95e-\U0001e95f\U0001ecac\U0001ecb0\U0001ed2e\U0001eef0-\U0001f0f5\U0001f10d-\U0001fbef\U0001fbfa\U000e0001-\U000e007f\U000f0000-\U0010fffd]', ' ', 'g');
    -- Han, kana, Hangul, Thai, Lao, Burmese, Khmer: every character is a word.
    IF result ~ '[\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]' THEN
      result := regexp_replace(result, '([\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff])(?=[\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff])', E'\\1 \uE003', 'g');
      result := regexp_replace(result, '([^\uE003 \u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff])([\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff])', '\1 \2', 'g');
      result := regexp_replace(result, '([\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff])([^ \u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff])', '\1 \2', 'g');
    END IF;
  END IF;
  result := lower(result COLLATE "C");
  -- 11,500 is one number.
  result := regexp_replace(result, '([0-9])[,''](?=[0-9]{3}(?:[^0-9]|$))', '\1', 'g');
  IF result ~ '&' THEN
    result := replace(result, '&', CASE tag WHEN 'fr' THEN ' et ' WHEN 'de' THEN ' und ' WHEN 'es' THEN ' y '
      WHEN 'it' THEN ' e ' WHEN 'pt' THEN ' e ' WHEN 'nl' THEN ' en ' WHEN 'sv' THEN ' och ' WHEN 'da' THEN ' og '
      WHEN 'no' THEN ' og ' ELSE ' and ' END);
  END IF;
  result := regexp_replace(result, '[\x01-\x1f !"#$%()*+,/:;<=>?@\[\\\]^_`{|}~\x7f]+', ' ', 'g');
  IF result ~ '''' THEN
    result := regexp_replace(result, '''s(?=[ .-]|$)', '', 'g');
    IF tag IN ('fr', 'it', 'ca') THEN
      result := regexp_replace(result, '(^|[ -])([a-z]|[a-z]*qu|[dnasc][aeu]gl?i?l?l)''', '\1\2 ', 'g');
    END IF;
    result := replace(result, '''', '');
  END IF;
  IF result ~ '[.-]' THEN
    -- U.S.A. is one word; other dots part words. So does a hyphen, but two words with one between them may be one.
    result := regexp_replace(result, '(?<=^|[ .])([^ .0-9-])\.(?=[^ .0-9-](?:[. -]|$))', '\1', 'g');
    result := replace(result, '.', ' ');
    result := regexp_replace(result, '([^ -])-(?=[^ -])', E'\\1 \uE002', 'g');
    result := regexp_replace(result, '([0-9]) \uE002(?=[0-9])', '\1 ', 'g');
    result := replace(result, '-', ' ');
  END IF;
  IF tag = 'en' THEN
    -- Both spellings of English, where a rule tells them; the list tells the others (search_kept_words).
    result := regexp_replace(result, '([a-z]{2,}[iy])z(e|ed|es|er|ers|ing|ings|able|ation|ations|ational|ationally)(?= |$)',
      '\1s\2', 'g');
    result := regexp_replace(result,
      '([a-z]{2,}o)ur(s|ed|ing|ings|er|ers|able|ably|ful|less|hood|hoods|ite|ites|al|ally|ist|ists|ism|y|ly)?(?= |$)',
      '\1r\2', 'g');
  END IF;
  RETURN result;
END $$;

-- What the stemmer does not know of English, from src/model/english-words.ts: by stem, and by "=" and a word.
DO $do$
DECLARE
  kept jsonb := '{}';
  line text;
  words text[];
  head text;
  stem text;
BEGIN
  FOREACH line IN ARRAY ARRAY[
    'center centre',
    'theater theatre',
    'meter metre',
    'kilometer kilometre',
    'centimeter centimetre',
    'millimeter millimetre',
    'liter litre',
    'milliliter millilitre',
    'fiber fibre',
    'caliber calibre',
    'saber sabre',
    'specter spectre',
    'somber sombre',
    'luster lustre',
    'meager meagre',
    'maneuver manoeuvre maneuverable manoeuvrable maneuvering manoeuvring',
    'epicenter epicentre',
    'amphitheater amphitheatre',
    'miter mitre',
    'reconnoiter reconnoitre',
    'defense defence',
    'offense offence',
    'license licence',
    'pretense pretence',
    'practice practise',
    'dialog dialogue',
    'catalog catalogue',
    'analog analogue',
    'monolog monologue',
    'prolog prologue',
    'epilog epilogue',
    'program programme',
    'gray grey',
    'plow plough',
    'mold mould',
    'skeptic sceptic',
    'skepticism scepticism',
    'skeptical sceptical',
    'aging ageing',
    'judgment judgement',
    'acknowledgment acknowledgement',
    'abridgment abridgement',
    'lodgment lodgement',
    'inquire enquire',
    'inquiry enquiry',
    'draft draught',
    'jail gaol',
    'jailer gaoler',
    'pajamas pyjamas',
    'mustache moustache',
    'cozy cosy',
    'toward towards',
    'artifact artefact',
    'connection connexion',
    'reflection reflexion',
    'counselor counsellor',
    'jewelry jewellery',
    'enroll enrol',
    'enrollment enrolment',
    'fulfill fulfil',
    'fulfillment fulfilment',
    'installment instalment',
    'install instal',
    'skillful skilful',
    'willful wilful',
    'distill distil',
    'instill instil',
    'appall appal',
    'traveler traveller',
    'woolen woollen',
    'marvelous marvellous',
    'medalist medallist',
    'tranquility tranquillity',
    'chili chilli',
    'pediatric paediatric',
    'pediatrician paediatrician',
    'fetus foetus',
    'fetal foetal',
    'hemorrhage haemorrhage',
    'hemoglobin haemoglobin',
    'anemia anaemia',
    'anemic anaemic',
    'leukemia leukaemia',
    'anesthetic anaesthetic',
    'anesthesia anaesthesia',
    'anesthetist anaesthetist',
    'encyclopedia encyclopaedia',
    'estrogen oestrogen',
    'diarrhea diarrhoea',
    'gynecology gynaecology',
    'gynecologist gynaecologist',
    'gynecological gynaecological',
    'orthopedic orthopaedic',
    'archeology archaeology',
    'archeologist archaeologist',
    'archeological archaeological',
    'medieval mediaeval',
    'cesarean caesarean',
    'edema oedema',
    'esophagus oesophagus',
    'homeopathy homoeopathy',
    'ameba amoeba',
    'ecumenical oecumenical',
    'pedagogy paedagogy',
    'airplane aeroplane',
    'aluminum aluminium',
    'sulfur sulphur',
    'sulfate sulphate',
    'sulfide sulphide',
    'specialty speciality',
    'tire tyre',
    'tidbit titbit',
    'curb kerb',
    'story storey',
    'omelet omelette',
    'cigaret cigarette',
    'caldron cauldron',
    'font fount',
    'whiskey whisky',
    'smolder smoulder',
    'molt moult',
    'smoldering smouldering',
    'councilor councillor',
    'carburetor carburettor',
    'glamor glamour',
    'learned learnt',
    'burned burnt',
    'spelled spelt',
    'dreamed dreamt',
    'spoiled spoilt',
    'spilled spilt',
    'leaned leant',
    'leaped leapt',
    'among amongst',
    'amid amidst',
    'yogurt yoghurt',
    'mom mum',
    'math maths',
    'naught nought',
    'racket racquet',
    'wagon waggon',
    'gypsy gipsy',
    'behoove behove',
    'likable likeable',
    'livable liveable',
    'salable saleable',
    'sizable sizeable',
    'unshakable unshakeable',
    'usable useable',
    'movable moveable',
    'Moslem Muslim',
    'Koran Quran',
    'Kyiv Kiev',
    'Roumania Rumania',
    'mollusk mollusc',
    'disk disc',
    'pricey pricy',
    'grayish greyish',
    'furor furore',
    'cooperate coöperate',
    'focused focussed',
    'focusing focussing',
    'focuses focusses',
    'biased biassed',
    'benefited benefitted',
    'benefiting benefitting',
    'targeted targetted',
    'combating combatting',
    'combated combatted',
    'kidnaped kidnapped',
    'kidnaping kidnapping',
    'kidnaper kidnapper',
    'worshiper worshipper',
    'worshiping worshipping',
    'worshiped worshipped',
    'program programing programming programmed',
    'detain detention detainee',
    'retain retention',
    'contain containment',
    'abstain abstention',
    'maintain maintenance',
    'intend intention',
    'extend extension',
    'expand expansion',
    'suspend suspension suspense',
    'comprehend comprehension',
    'apprehend apprehension',
    'respond response respondent',
    'defend defense defensive',
    'offend offense offensive',
    'condescend condescension',
    'contend contention',
    'attain attainment',
    'sustain sustainment',
    'decide decision',
    'divide division',
    'provide provision',
    'collide collision',
    'exclude exclusion exclusive',
    'include inclusion inclusive',
    'conclude conclusion',
    'seclude seclusion',
    'preclude preclusion',
    'intrude intrusion intrusive',
    'invade invasion invasive',
    'evade evasion evasive',
    'persuade persuasion persuasive',
    'erode erosion',
    'explode explosion explosive',
    'corrode corrosion corrosive',
    'permit permission',
    'admit admission admittance',
    'submit submission',
    'omit omission',
    'transmit transmission',
    'emit emission',
    'remit remission',
    'expel expulsion',
    'compel compulsion',
    'repel repulsion',
    'impel impulsion',
    'receive reception receipt',
    'deceive deception deceit',
    'perceive perception',
    'conceive conception',
    'describe description descriptive',
    'prescribe prescription',
    'subscribe subscription',
    'transcribe transcription',
    'inscribe inscription',
    'conscript conscription',
    'absorb absorption',
    'destroy destruction destructive',
    'produce production productive',
    'reduce reduction',
    'introduce introduction introductory',
    'deduce deduction',
    'reproduce reproduction reproductive',
    'seduce seduction',
    'induce induction',
    'acquire acquisition',
    'oppose opposition',
    'impose imposition',
    'expose exposure exposition',
    'compose composition',
    'depose deposition',
    'pursue pursuit',
    'recognise recognition',
    'define definition definite',
    'compete competition competitive competitor',
    'repeat repetition repetitive',
    'apply application applicant',
    'multiply multiplication',
    'imply implication',
    'comply compliance compliant',
    'rely reliance reliant',
    'supply supplier',
    'assume assumption',
    'consume consumption',
    'presume presumption',
    'resume resumption',
    'redeem redemption',
    'intervene intervention interventionist',
    'contravene contravention',
    'believe belief',
    'relieve relief',
    'grieve grief',
    'prove proof',
    'lose loss',
    'choose choice',
    'speak speech spoke spoken',
    'advise advice',
    'devise device',
    'analyse analysis analyses',
    'vary variation',
    'deny denial',
    'marry marriage',
    'violent violence',
    'silent silence',
    'absent absence',
    'strong strength',
    'long length',
    'high height',
    'deep depth',
    'wide width',
    'broad breadth',
    'hot heat',
    'young youth',
    'poor poverty',
    'complain complaint',
    'restrain restraint',
    'constrain constraint',
    'enslave enslavement',
    'slave slavery',
    'criticise criticism critic critique',
    'apologise apology',
    'summarise summary',
    'emphasise emphasis',
    'sympathise sympathy',
    'subsidise subsidy',
    'memorise memory',
    'employ employee employer employment',
    'evacuate evacuee evacuation',
    'deport deportee deportation',
    'train trainee',
    'return returnee',
    'nominate nominee',
    'escape escapee',
    'absent absentee',
    'trust trustee',
    'succeed success successful',
    'exceed excess excessive',
    'concede concession',
    'recede recession',
    'secede secession',
    'proceed proceedings',
    'explain explanation explanatory',
    'proclaim proclamation',
    'exclaim exclamation',
    'reclaim reclamation',
    'pronounce pronunciation',
    'denounce denunciation',
    'renounce renunciation',
    'abolish abolition',
    'demolish demolition',
    'close closure',
    'fail failure',
    'depart departure',
    'seize seizure',
    'expend expenditure',
    'mix mixture',
    'die death',
    'grow growth',
    'know knowledge',
    'think thought',
    'weigh weight',
    'give gift',
    'sell sale',
    'sign signature',
    'bury burial',
    'arrive arrival',
    'refuse refusal',
    'survive survival survivor',
    'withdraw withdrawal',
    'remove removal',
    'renew renewal',
    'approve approval',
    'betray betrayal',
    'compare comparison',
    'collapse collapsible',
    'convert conversion',
    'divert diversion',
    'subvert subversion',
    'revert reversion',
    'invert inversion',
    'extort extortion',
    'distort distortion',
    'contort contortion',
    'assert assertion',
    'confess confession',
    'obsess obsession',
    'convict conviction',
    'evict eviction',
    'afflict affliction',
    'inflict infliction',
    'restrict restriction',
    'obstruct obstruction',
    'instruct instruction',
    'solve solution',
    'resolve resolution',
    'dissolve dissolution',
    'evolve evolution',
    'involve involvement',
    'corrupt corruption',
    'disrupt disruption',
    'erupt eruption',
    'interrupt interruption',
    'adopt adoption',
    'exempt exemption',
    'contaminate contamination',
    'contribute contribution contributor',
    'distribute distribution distributor',
    'attribute attribution',
    'prosecute prosecution',
    'persecute persecution',
    'execute execution',
    'pollute pollution',
    'substitute substitution',
    'constitute constitution',
    'institute institution',
    'prostitute prostitution',
    'retribution retributive',
    'infest infestation',
    'exhibit exhibition',
    'inhibit inhibition',
    'prohibit prohibition',
    'deposit depositor',
    'inherit inheritance',
    'exploit exploitation',
    'satisfy satisfaction',
    'liquefy liquefaction',
    'stupefy stupefaction',
    'negligent negligence neglect',
    'hinder hindrance',
    'remember remembrance',
    'enter entrance entry',
    'disaster disastrous',
    'monster monstrous',
    'wonder wondrous',
    'anger angry',
    'hunger hungry',
    'register registration registry registrar',
    'administer administration administrative administrator',
    'minister ministry ministerial',
    'massacre massacred',
    'generous generosity',
    'hostile hostility',
    'sincere sincerity',
    'secure security',
    'scarce scarcity',
    'brief brevity',
    'clear clarity',
    'solemn solemnity',
    'dispose disposal',
    'propose proposal proposition',
    'suppose supposition',
    'presuppose presupposition',
    'bid bade bidden',
    'parliament parliamentary',
    'election electoral',
    'crime criminal',
    'prison prisoner imprison imprisonment',
    'danger endanger',
    'smuggle smuggler smuggling',
    'traffic trafficking trafficker trafficked',
    'refer referral',
    'transfer transferral',
    'infer inference',
    'confer conferral',
    'prefer preference',
    'differ difference',
    'deter deterrent deterrence',
    'occur occurrence',
    'recur recurrence',
    'concur concurrence',
    'incur incurrence',
    'abhor abhorrence',
    'rehearse rehearsal',
    'reverse reversal',
    'disperse dispersal',
    'appraise appraisal',
    'accuse accusation',
    'cause causation',
    'fix fixation',
    'tax taxation',
    'quote quotation',
    'orphan orphanage',
    'store storage',
    'short shortage',
    'child children',
    'woman women',
    'man men',
    'foot feet',
    'tooth teeth',
    'mouse mice',
    'goose geese',
    'wife wives',
    'knife knives',
    'wolf wolves',
    'thief thieves',
    'loaf loaves',
    'calf calves',
    'shelf shelves',
    'half halves',
    'crisis crises',
    'thesis theses',
    'hypothesis hypotheses',
    'diagnosis diagnoses',
    'criterion criteria',
    'phenomenon phenomena',
    'index indices indexes',
    'appendix appendices appendixes',
    'matrix matrices',
    'vertex vertices',
    'bacterium bacteria',
    'stimulus stimuli',
    'alumnus alumni',
    'nucleus nuclei',
    'radius radii',
    'focus foci',
    'curriculum curricula',
    'memorandum memoranda',
    'referendum referenda referendums',
    'quota quotas',
    'formula formulae formulas',
    'aircraft aircrafts',
    'person persons',
    'go went gone',
    'come came',
    'become became',
    'take took taken',
    'give gave given',
    'make made',
    'say said',
    'tell told',
    'hold held',
    'withhold withheld',
    'uphold upheld',
    'keep kept',
    'sleep slept',
    'weep wept',
    'sweep swept',
    'creep crept',
    'flee fled',
    'feed fed',
    'lead led',
    'breed bred',
    'bleed bled',
    'speed sped',
    'meet met',
    'send sent',
    'spend spent',
    'lend lent',
    'bend bent',
    'build built',
    'rebuild rebuilt',
    'pay paid',
    'repay repaid',
    'lay laid',
    'buy bought',
    'bring brought',
    'seek sought',
    'teach taught',
    'catch caught',
    'fight fought',
    'sell sold',
    'stand stood',
    'understand understood',
    'misunderstand misunderstood',
    'withstand withstood',
    'shoot shot',
    'win won',
    'begin began begun',
    'run ran',
    'swim swam swum',
    'drink drank drunk',
    'sing sang sung',
    'sink sank sunk',
    'ring rang rung',
    'spring sprang sprung',
    'shrink shrank shrunk',
    'write wrote written',
    'rewrite rewrote rewritten',
    'drive drove driven',
    'ride rode ridden',
    'rise rose risen',
    'arise arose arisen',
    'strive strove striven',
    'choose chose chosen',
    'break broke broken',
    'steal stole stolen',
    'freeze froze frozen',
    'weave wove woven',
    'wear wore worn',
    'tear tore torn',
    'swear swore sworn',
    'forget forgot forgotten',
    'get got gotten',
    'forbid forbade forbidden',
    'forgive forgave forgiven',
    'hide hid hidden',
    'bite bit bitten',
    'eat ate eaten',
    'fall fell fallen',
    'draw drew drawn',
    'withdraw withdrew withdrawn',
    'grow grew grown',
    'know knew known',
    'throw threw thrown',
    'overthrow overthrew overthrown',
    'blow blew blown',
    'fly flew flown',
    'show shown',
    'undergo underwent undergone',
    'undertake undertook undertaken',
    'overtake overtook overtaken',
    'mistake mistook mistaken',
    'shake shook shaken',
    'see saw seen',
    'oversee oversaw overseen',
    'foresee foresaw foreseen',
    'strike struck stricken',
    'hang hung',
    'swing swung',
    'stick stuck',
    'dig dug',
    'spin spun',
    'sit sat',
    'win winner',
    'lose lost',
    'hear heard',
    'deal dealt',
    'mean meant',
    'wake woke woken',
    'awake awoke awoken',
    'sue sued',
    'lay layed',
    'overcome overcame',
    'outgrow outgrew outgrown',
    'enter entered',
    'broadcast broadcasted',
    'forecast forecasted',
    'kneel knelt',
    'slide slid',
    'shed sheds',
    'shine shone',
    'widow widower',
    'actor actress',
    'host hostess'
  ] LOOP
    words := string_to_array(search_text(line, 'en'), ' ');
    head := (ts_lexize('english_stem', words[1]))[1];
    head := coalesce(kept ->> head, head);
    FOR i IN 1 .. cardinality(words) LOOP
      stem := (ts_lexize('english_stem', words[i]))[1];
      IF stem <> head AND NOT kept ? stem THEN kept := kept || jsonb_build_object(stem, head); END IF;
    END LOOP;
  END LOOP;
  -- A head may have become the word of another line.
  SELECT jsonb_object_agg(key, coalesce(kept ->> value, value)) INTO kept FROM jsonb_each_text(kept);
  FOREACH line IN ARRAY ARRAY[
    'university universities',
    'universality universally',
    'universe universes',
    'international internationally',
    'internal internally',
    'internment internments interned interning internee internees',
    'authority authorities',
    'department departments departmental',
    'apartment apartments',
    'important importance importantly',
    'executive executives',
    'conference conferences',
    'convention conventions',
    'conventional conventionally',
    'emergency emergencies',
    'several',
    'relative relatives',
    'relatively',
    'rational rationally rationality',
    'animal animals',
    'capitalism capitalist capitalists',
    'communication communications',
    'adverse adversely',
    'accession accessions',
    'experience experienced experiences',
    'experiment experiments experimental',
    'object objects',
    'objective objectives',
    'organism organisms',
    'organic organically',
    'corporation corporations',
    'corporal',
    'criticality',
    'customs',
    'designate designated designates designation',
    'evening evenings',
    'humane humanely',
    'humanity',
    'information informations',
    'informal informally informality',
    'locality localities',
    'marketing',
    'meanings meaning',
    'means',
    'negation',
    'ethics',
    'nationality nationalities',
    'nationalism nationalist nationalists',
    'opera operas',
    'operational operationally',
    'personal personally',
    'personality personalities',
    'personnel',
    'physics',
    'physical physically',
    'politics',
    'positive positively',
    'privation privations',
    'publication publications',
    'publicity',
    'severe severely severity',
    'informant informants',
    'colonial colonialism',
    'signal signals',
    'consultant consultants',
    'homely'
  ] LOOP
    words := string_to_array(search_text(line, 'en'), ' ');
    FOR i IN 1 .. cardinality(words) LOOP
      kept := kept || jsonb_build_object('=' || words[i], words[1]);
    END LOOP;
  END LOOP;
  EXECUTE format('CREATE FUNCTION search_kept_words() RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %L',
    format('SELECT %L::jsonb', kept));
END $do$;

-- The dictionary for a BCP 47 tag; a language that PostgreSQL cannot stem is searched word by word.
CREATE FUNCTION search_dictionary(language text) RETURNS regdictionary LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ('pg_catalog.' || coalesce('{
    "ar": "arabic", "da": "danish", "nl": "dutch", "en": "english", "fi": "finnish", "fr": "french", "de": "german",
    "el": "greek", "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "no": "norwegian", "nb": "norwegian", "nn": "norwegian", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish"
  }'::jsonb ->> lower(split_part(language, '-', 1) COLLATE "C") || '_stem', 'simple'))::regdictionary
$$;

-- The stem of a word; null for a stop word.
CREATE FUNCTION search_stem(word text, dictionary regdictionary) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  stem text := (ts_lexize(dictionary, word))[1];
BEGIN
  IF dictionary <> 'pg_catalog.english_stem'::regdictionary THEN RETURN stem; END IF;
  -- To ratify and a ratification.
  IF stem LIKE '%ifi' THEN stem := left(stem, -1); END IF;
  RETURN coalesce(search_kept_words() ->> ('=' || word), search_kept_words() ->> stem, stem);
END $$;

-- The words of a text in their order. `stem` is null for a stop word; `others` are further ways to read the word,
-- `joined` the stem of the word before and this one as one word.
CREATE FUNCTION search_tokens(content text, language text)
RETURNS TABLE (place integer, word text, stem text, others text[], joined text, mark text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 50 AS $$
DECLARE
  dictionary CONSTANT regdictionary := search_dictionary(language);
  folded CONSTANT text := search_text(content, language);
BEGIN
  IF folded !~ '[\uE000-\uE003]' THEN
    RETURN QUERY
      SELECT row_number() OVER ()::integer, left(part, 200), search_stem(left(part, 200), dictionary),
        NULL::text[], NULL::text, NULL::text
      FROM string_to_table(folded, ' ') AS part WHERE part <> '';
    RETURN;
  END IF;
  RETURN QUERY
    WITH part AS (
      SELECT row_number() OVER ()::integer AS place, left(raw, 200) AS marked,
        left(translate(raw, E'\uE000\uE001\uE002\uE003', ''), 200) AS word
      FROM string_to_table(folded, ' ') AS raw
      WHERE translate(raw, E'\uE000\uE001\uE002\uE003', '') <> ''
    )
    SELECT part.place, part.word, search_stem(part.word, dictionary),
      CASE WHEN part.marked ~ '[\uE000\uE001]' THEN ARRAY[search_stem(
        translate(replace(part.marked, E'\uE001', 'a'), E'\uE000\uE002\uE003', 'e'), dictionary)] END,
      CASE WHEN part.marked LIKE E'\uE002%' THEN search_stem(lag(part.word) OVER (ORDER BY part.place) || part.word, dictionary) END,
      CASE left(part.marked, 1) WHEN E'\uE002' THEN '-' WHEN E'\uE003' THEN '' END
    FROM part ORDER BY part.place;
END $$;

-- The words of a text as a tsvector. Stop words are left out, unless they may be names (WHO, IT, Will).
CREATE FUNCTION search_words(content text, language text, with_stop_words boolean DEFAULT false) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  result text;
BEGIN
  IF content IS NULL THEN RETURN ''; END IF;
  SELECT string_agg(lexeme || ':' || least(token.place - shift, 16000), ' ') INTO result
  FROM search_tokens(content, language) AS token
  CROSS JOIN LATERAL (
    SELECT coalesce(token.stem, CASE WHEN with_stop_words THEN token.word END), 0
    UNION ALL SELECT unnest(token.others), 0
    UNION ALL SELECT token.joined, 1
  ) AS read (lexeme, shift)
  WHERE lexeme IS NOT NULL AND token.place <= 20000;
  RETURN coalesce(result, '')::tsvector;
END $$;

-- The words of a name, by which questions find whole names in any spelling.
CREATE FUNCTION search_name(content text, language text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(string_agg(coalesce(stem, word), ' ' ORDER BY place), '') FROM search_tokens(content, language)
$$;

-- ---------------------------------------------------------------- what is stored

-- What is searched, in four weights. It also carries its language, so that a question asked in several languages at
-- once compares each text with the words of its own language.
CREATE OR REPLACE FUNCTION search_vector(language text, a text, b text, c text) RETURNS tsvector LANGUAGE sql STABLE AS $$
  SELECT setweight(search_words(a, language), 'A') || setweight(search_words(b, language), 'B')
    || setweight(search_words(c, language), 'C') || array_to_tsvector(ARRAY['language:' || language])
$$;

CREATE OR REPLACE FUNCTION entity_search(entity_id integer, name text, summary text, dataset_id integer) RETURNS tsvector
LANGUAGE sql STABLE AS $$
  SELECT setweight(search_words(
      name || ' . ' || coalesce((SELECT string_agg(text, ' . ' ORDER BY id) FROM name AS other
        WHERE other.entity_id = entity_search.entity_id AND other.text <> entity_search.name), ''),
      language, true), 'A')
    || setweight(search_words(summary, language), 'B') || array_to_tsvector(ARRAY['language:' || language])
  FROM dataset WHERE id = dataset_id
$$;
CREATE OR REPLACE FUNCTION set_entity_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := entity_search(NEW.id, NEW.name, NEW.summary, NEW.dataset_id)
    || array_to_tsvector(ARRAY['kind:' || NEW.kind]);
  RETURN NEW;
END $$;
DROP TRIGGER entity_is_searched ON entity;
CREATE TRIGGER entity_is_searched BEFORE INSERT OR UPDATE OF name, summary, dataset_id, kind ON entity
  FOR EACH ROW EXECUTE FUNCTION set_entity_search();
CREATE OR REPLACE FUNCTION refresh_entity_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE entity SET search = entity_search(id, name, summary, dataset_id) || array_to_tsvector(ARRAY['kind:' || kind])
    WHERE id IN (SELECT entity_id FROM changed);
  RETURN NULL;
END $$;

-- The kind of a fact and the entities that it is linked to. In the same index as its words, so that "by Human Rights
-- Watch" finds what names it and what it is the critic of.
CREATE FUNCTION fact_links(kind "FactKind", fact_id integer, subject_id integer, object_id integer) RETURNS tsvector
LANGUAGE sql STABLE AS $$
  SELECT setweight(string_agg(quote_literal(lexeme) || ':1', ' ')::tsvector, 'A') FROM (
    VALUES ('kind:' || $1::text), ('#' || $3), ('#' || $4)
    UNION ALL SELECT '#' || topic_id FROM criticism_topic WHERE criticism_id = $2
    UNION ALL SELECT '#' || entity_id FROM criticism_about WHERE criticism_id = $2
  ) AS link (lexeme) WHERE lexeme IS NOT NULL
$$;
CREATE OR REPLACE FUNCTION set_fact_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := fact_search(NEW.id, NEW.statement, NEW.dataset_id)
    || fact_links(NEW.kind, NEW.id, NEW.subject_id, NEW.object_id);
  RETURN NEW;
END $$;
DROP TRIGGER fact_is_searched ON fact;
CREATE TRIGGER fact_is_searched BEFORE INSERT OR UPDATE OF statement, dataset_id, kind, subject_id, object_id ON fact
  FOR EACH ROW EXECUTE FUNCTION set_fact_search();
-- One function for all tables whose rows belong to facts; the argument is the column that points at the fact.
CREATE FUNCTION refresh_fact_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('UPDATE fact SET search = fact_search(id, statement, dataset_id)
      || fact_links(kind, id, subject_id, object_id) WHERE id IN (SELECT %I FROM changed)', TG_ARGV[0]);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION refresh_criticism_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE fact SET search = fact_search(id, statement, dataset_id) || fact_links(kind, id, subject_id, object_id)
    WHERE id IN (SELECT id FROM changed);
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION refresh_quotation_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE fact SET search = fact_search(id, statement, dataset_id) || fact_links(kind, id, subject_id, object_id)
    WHERE id IN (SELECT fact_id FROM changed);
  RETURN NULL;
END $$;
CREATE FUNCTION refresh_link_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE fact SET search = fact_search(id, statement, dataset_id) || fact_links(kind, id, subject_id, object_id)
    WHERE id IN (SELECT criticism_id FROM changed);
  RETURN NULL;
END $$;
DO $$
DECLARE relation text;
BEGIN
  FOREACH relation IN ARRAY ARRAY['criticism_topic', 'criticism_about'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION refresh_link_search()', relation || '_inserted', relation);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION refresh_link_search()', relation || '_updated', relation);
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION refresh_link_search()', relation || '_deleted', relation);
  END LOOP;
END $$;

-- The words of a name, for whole names within a question.
ALTER TABLE name ADD COLUMN words text COLLATE "C" NOT NULL DEFAULT '';
CREATE FUNCTION set_name_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.words := search_name(NEW.text,
    (SELECT language FROM entity JOIN dataset ON dataset.id = dataset_id WHERE entity.id = NEW.entity_id));
  RETURN NEW;
END $$;
CREATE TRIGGER name_has_words BEFORE INSERT OR UPDATE OF text, entity_id ON name
  FOR EACH ROW EXECUTE FUNCTION set_name_words();

-- ---------------------------------------------------------------- what is asked

-- The whole names among the words of a question, the longest first: where each begins and ends, and the entities that
-- have it. A stop word alone is a name if the question writes it as the name does, or consists of nothing else.
CREATE FUNCTION search_names(content text, words text[], stops boolean[])
RETURNS TABLE (first integer, last integer, entities integer[]) LANGUAGE plpgsql STABLE AS $$
DECLARE
  only_stops CONSTANT boolean := NOT false = ANY (stops);
  spellings CONSTANT text[] := regexp_split_to_array(content, '[\s"“”„«»‘’'',.;:()!?]+');
  hit record;
  taken boolean[] := array_fill(false, ARRAY[cardinality(words)]);
BEGIN
  FOR hit IN
    WITH part AS MATERIALIZED (
      SELECT i, j, array_to_string(words[i:j], ' ') AS part_words
      FROM generate_series(1, cardinality(words)) AS i, generate_series(i, least(i + 11, cardinality(words))) AS j
    ), named AS MATERIALIZED (
      SELECT name.words AS name_words, array_agg(DISTINCT entity_id) AS ids, array_agg(DISTINCT text) AS texts FROM name
      WHERE name.words = ANY (ARRAY(SELECT part_words FROM part)) GROUP BY name.words
    )
    SELECT i, j, ids, texts FROM part JOIN named ON name_words = part_words ORDER BY j - i DESC, i
  LOOP
    CONTINUE WHEN true = ANY (taken[hit.i:hit.j]);
    CONTINUE WHEN NOT only_stops AND NOT false = ANY (stops[hit.i:hit.j]) AND NOT hit.texts && spellings;
    taken[hit.i:hit.j] := array_fill(true, ARRAY[hit.j - hit.i + 1]);
    first := hit.i;
    last := hit.j;
    entities := hit.ids;
    RETURN NEXT;
  END LOOP;
END $$;

-- Facts that are linked to entities or, with `narrower`, to what is below them in the trees of topics and places.
CREATE FUNCTION search_linked(entities integer[], narrower boolean) RETURNS text LANGUAGE sql STABLE AS $$
  WITH RECURSIVE tree (id) AS (
    SELECT unnest(entities)
    UNION
    SELECT below.id FROM tree CROSS JOIN LATERAL (
      SELECT topic.id FROM topic WHERE broader_id = tree.id
      UNION ALL
      SELECT place.id FROM place WHERE part_of_id = tree.id
    ) AS below WHERE narrower
  )
  SELECT string_agg(quote_literal('#' || id), ' | ') FROM tree
$$;

-- One word of a question as part of a tsquery: any way to read it.
CREATE FUNCTION search_word(stem text, others text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN others IS NULL THEN quote_literal(stem)
    ELSE '(' || array_to_string(ARRAY(SELECT DISTINCT quote_literal(read) FROM unnest(stem || others) AS read
      WHERE read IS NOT NULL), ' | ') || ')' END
$$;

-- A quoted phrase as part of a tsquery; null if it says nothing. For facts, the name of something that a fact is linked to.
CREATE FUNCTION search_phrase(content text, language text, scope text, narrower boolean) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
  token record;
  before integer;
  result text;
  named integer[];
  whole CONSTANT text := search_name(content, language);
BEGIN
  IF whole = '' THEN RETURN NULL; END IF;
  FOR token IN SELECT t.* FROM search_tokens(content, language) AS t WHERE t.stem IS NOT NULL LOOP
    result := coalesce(result || ' <' || token.place - before || '> ', '') || search_word(token.stem, token.others);
    before := token.place;
  END LOOP;
  IF scope = 'entity' THEN RETURN coalesce('(' || result || ')', quote_literal(whole)); END IF;
  IF scope = 'fact' THEN
    SELECT array_agg(DISTINCT entity_id) INTO named FROM name WHERE words = whole;
    RETURN '(' || concat_ws(' | ', '(' || result || ')', search_linked(named, narrower)) || ')';
  END IF;
  RETURN '(' || result || ')';
END $$;

-- Words of a question as part of a tsquery; null if they say nothing. All of them have to be there, in any order:
-- stop words say nothing; a whole name is also there where a fact is linked to what has it; `kinds` are the words that
-- name kinds, such as "criticisms": what is of the kind need not contain the word.
CREATE FUNCTION search_plain(content text, language text, scope text, narrower boolean, kinds jsonb) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
  tokens text[]; stems text[]; marks text[]; reads text[]; joins text[]; stops boolean[];
  starts integer[]; linked text[];
  count integer;
  span record;
  i integer := 1;
  j integer;
  unit text;
  kind jsonb;
  units text[] := '{}';
  of_kinds text[] := '{}';
BEGIN
  SELECT array_agg(word ORDER BY place), array_agg(coalesce(stem, word) ORDER BY place), array_agg(mark ORDER BY place),
      array_agg(search_word(stem, others) ORDER BY place), array_agg(joined ORDER BY place),
      array_agg(stem IS NULL ORDER BY place), count(*)
    INTO tokens, stems, marks, reads, joins, stops, count FROM search_tokens(content, language);
  IF count = 0 THEN RETURN NULL; END IF;
  starts := array_fill(NULL::integer, ARRAY[count]);
  linked := array_fill(NULL::text, ARRAY[count]);
  FOR span IN SELECT * FROM search_names(content, stems, stops) LOOP
    starts[span.first] := span.last;
    IF scope = 'fact' THEN linked[span.first] := search_linked(span.entities, narrower); END IF;
  END LOOP;
  WHILE i <= count LOOP
    j := i;
    IF starts[i] IS NOT NULL THEN
      j := starts[i];
      SELECT string_agg(read, ' & ') INTO unit FROM (SELECT CASE
          WHEN NOT stops[k] THEN reads[k] WHEN scope = 'entity' AND NOT false = ANY (stops[i:j]) THEN quote_literal(stems[k])
        END FROM generate_series(i, j) AS k) AS said (read);
      unit := nullif(concat_ws(' | ', '(' || unit || ')', linked[i]), '');
      units := units || coalesce('(' || unit || ')', '()');
    ELSIF j < count AND marks[j + 1] = '' AND starts[j + 1] IS NULL THEN
      -- Characters of a script without spaces stand side by side.
      WHILE j < count AND marks[j + 1] = '' AND starts[j + 1] IS NULL LOOP j := j + 1; END LOOP;
      units := units || ('(' || array_to_string(reads[i:j], ' <-> ') || ')');
    ELSIF j < count AND marks[j + 1] = '-' AND starts[j + 1] IS NULL THEN
      -- Parts of a word with hyphens, or two of them as one.
      WHILE j < count AND marks[j + 1] = '-' AND starts[j + 1] IS NULL LOOP j := j + 1; END LOOP;
      unit := array_to_string(reads[i:j], ' & ');
      unit := concat_ws(' | ', '(' || nullif(unit, '') || ')', CASE WHEN j = i + 1 THEN quote_literal(joins[j]) END);
      IF unit <> '' THEN units := units || ('(' || unit || ')'); END IF;
    ELSE
      kind := kinds -> tokens[i];
      -- "people smuggling" is not about people; "people in Geneva" is.
      IF kind ->> 'of' = 'entity' AND i < count AND NOT stops[i + 1] AND starts[i + 1] IS NULL
          AND tokens[i + 1] !~ '^[0-9]' AND NOT kinds ? tokens[i + 1] THEN
        kind := NULL;
      END IF;
      IF kind IS NOT NULL AND kind ->> 'of' = scope THEN
        units := units || format('(%s | %L)', reads[i], 'kind:' || (kind ->> 'kind'));
      ELSIF kind IS NOT NULL THEN
        of_kinds := of_kinds || reads[i];
      ELSIF NOT stops[i] THEN
        units := units || reads[i];
      END IF;
    END IF;
    i := j + 1;
  END LOOP;
  -- A name that nothing of this sort can have: nothing matches.
  IF '()' = ANY (units) THEN RETURN quote_literal('#'); END IF;
  IF cardinality(units) = 0 THEN units := of_kinds; END IF;
  IF cardinality(units) = 0 AND scope = 'entity' AND NOT false = ANY (stops) THEN
    -- Nothing but stop words, which only names contain.
    units := ARRAY(SELECT quote_literal(stem) FROM unnest(stems) AS stem);
  END IF;
  RETURN nullif(array_to_string(units, ' & '), '');
END $$;

-- A question as what texts of a scope (entity, fact, sentence) have to match, in all languages that the graph holds. It
-- comes as a list of alternatives, each a list of {"text", "is": "words" or "phrase", "not"}.
CREATE FUNCTION search_query(question jsonb, scope text, kinds jsonb, narrower boolean DEFAULT true) RETURNS tsquery
LANGUAGE plpgsql STABLE AS $$
DECLARE
  languages text[];
  tag text;
  alternative jsonb;
  item jsonb;
  unit text;
  units text[];
  alternatives text[];
  results text[] := '{}';
BEGIN
  SELECT coalesce(array_agg(DISTINCT used.language), '{en}') INTO languages
    FROM (SELECT language FROM dataset UNION SELECT language FROM document) AS used;
  FOREACH tag IN ARRAY languages LOOP
    alternatives := '{}';
    FOR alternative IN SELECT jsonb_array_elements(question) LOOP
      units := '{}';
      FOR item IN SELECT jsonb_array_elements(alternative) LOOP
        unit := CASE item ->> 'is'
          WHEN 'phrase' THEN search_phrase(item ->> 'text', tag, scope, narrower)
          ELSE search_plain(item ->> 'text', tag, scope, narrower, kinds) END;
        IF unit IS NOT NULL THEN
          units := units || CASE WHEN (item ->> 'not')::boolean THEN '!(' || unit || ')' ELSE unit END;
        END IF;
      END LOOP;
      IF cardinality(units) > 0 THEN alternatives := alternatives || array_to_string(units, ' & '); END IF;
    END LOOP;
    IF cardinality(alternatives) > 0 THEN
      unit := '(' || array_to_string(alternatives, ' | ') || ')';
      results := results || CASE WHEN cardinality(languages) = 1 THEN unit
        ELSE unit || ' & ' || quote_literal('language:' || tag) END;
    END IF;
  END LOOP;
  -- Nothing but words that no language searches for: no text matches.
  RETURN CASE WHEN cardinality(results) = 0 THEN quote_literal('#') ELSE array_to_string(results, ' | ') END::tsquery;
END $$;

-- The stems of words, each in its language, by which the program marks what matched.
CREATE FUNCTION search_stems(content text, language text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_agg(DISTINCT read) FROM search_tokens(content, language) AS token,
    unnest(coalesce(token.stem, token.word) || coalesce(token.others, '{}') || token.joined) AS read WHERE read IS NOT NULL
$$;

-- ---------------------------------------------------------------- what was stored before

DROP FUNCTION search_query(text, boolean);
DROP FUNCTION text_search_configuration(text);
DO $$
DECLARE configuration text;
BEGIN
  FOR configuration IN SELECT cfgname FROM pg_ts_config WHERE cfgname LIKE 'dossier\_%' LOOP
    EXECUTE format('DROP TEXT SEARCH CONFIGURATION %I', configuration);
  END LOOP;
END $$;

CREATE INDEX name_words_entity_id_idx ON name (words, entity_id);
UPDATE name SET words = search_name(text, language) FROM entity JOIN dataset ON dataset.id = dataset_id
  WHERE entity.id = entity_id;
UPDATE entity SET search = entity_search(id, name, summary, dataset_id) || array_to_tsvector(ARRAY['kind:' || kind]);
UPDATE fact SET search = fact_search(id, statement, dataset_id) || fact_links(kind, id, subject_id, object_id);
UPDATE sentence SET search = search_vector(language, NULL, NULL, text);
