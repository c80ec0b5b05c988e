const codes = `
  AD:AND AE:ARE AF:AFG AG:ATG AI:AIA AL:ALB AM:ARM AO:AGO AQ:ATA AR:ARG AS:ASM AT:AUT AU:AUS AW:ABW AX:ALA AZ:AZE
  BA:BIH BB:BRB BD:BGD BE:BEL BF:BFA BG:BGR BH:BHR BI:BDI BJ:BEN BL:BLM BM:BMU BN:BRN BO:BOL BQ:BES BR:BRA BS:BHS
  BT:BTN BV:BVT BW:BWA BY:BLR BZ:BLZ CA:CAN CC:CCK CD:COD CF:CAF CG:COG CH:CHE CI:CIV CK:COK CL:CHL CM:CMR CN:CHN
  CO:COL CR:CRI CU:CUB CV:CPV CW:CUW CX:CXR CY:CYP CZ:CZE DE:DEU DJ:DJI DK:DNK DM:DMA DO:DOM DZ:DZA EC:ECU EE:EST
  EG:EGY EH:ESH ER:ERI ES:ESP ET:ETH FI:FIN FJ:FJI FK:FLK FM:FSM FO:FRO FR:FRA GA:GAB GB:GBR GD:GRD GE:GEO GF:GUF
  GG:GGY GH:GHA GI:GIB GL:GRL GM:GMB GN:GIN GP:GLP GQ:GNQ GR:GRC GS:SGS GT:GTM GU:GUM GW:GNB GY:GUY HK:HKG HM:HMD
  HN:HND HR:HRV HT:HTI HU:HUN ID:IDN IE:IRL IL:ISR IM:IMN IN:IND IO:IOT IQ:IRQ IR:IRN IS:ISL IT:ITA JE:JEY JM:JAM
  JO:JOR JP:JPN KE:KEN KG:KGZ KH:KHM KI:KIR KM:COM KN:KNA KP:PRK KR:KOR KW:KWT KY:CYM KZ:KAZ LA:LAO LB:LBN LC:LCA
  LI:LIE LK:LKA LR:LBR LS:LSO LT:LTU LU:LUX LV:LVA LY:LBY MA:MAR MC:MCO MD:MDA ME:MNE MF:MAF MG:MDG MH:MHL MK:MKD
  ML:MLI MM:MMR MN:MNG MO:MAC MP:MNP MQ:MTQ MR:MRT MS:MSR MT:MLT MU:MUS MV:MDV MW:MWI MX:MEX MY:MYS MZ:MOZ NA:NAM
  NC:NCL NE:NER NF:NFK NG:NGA NI:NIC NL:NLD NO:NOR NP:NPL NR:NRU NU:NIU NZ:NZL OM:OMN PA:PAN PE:PER PF:PYF PG:PNG
  PH:PHL PK:PAK PL:POL PM:SPM PN:PCN PR:PRI PS:PSE PT:PRT PW:PLW PY:PRY QA:QAT RE:REU RO:ROU RS:SRB RU:RUS RW:RWA
  SA:SAU SB:SLB SC:SYC SD:SDN SE:SWE SG:SGP SH:SHN SI:SVN SJ:SJM SK:SVK SL:SLE SM:SMR SN:SEN SO:SOM SR:SUR SS:SSD
  ST:STP SV:SLV SX:SXM SY:SYR SZ:SWZ TC:TCA TD:TCD TF:ATF TG:TGO TH:THA TJ:TJK TK:TKL TL:TLS TM:TKM TN:TUN TO:TON
  TR:TUR TT:TTO TV:TUV TW:TWN TZ:TZA UA:UKR UG:UGA UM:UMI US:USA UY:URY UZ:UZB VA:VAT VC:VCT VE:VEN VG:VGB VI:VIR
  VN:VNM VU:VUT WF:WLF WS:WSM YE:YEM YT:MYT ZA:ZAF ZM:ZMB ZW:ZWE`

/** The codes of ISO 3166-1 of two letters, by those of three: "US" by "USA". */
export const codeByThreeLetters: ReadonlyMap<string, string> = new Map(
  codes
    .trim()
    .split(/\s+/u)
    .map((pair) => [pair.slice(3), pair.slice(0, 2)]),
)

/** English names of countries that Unicode calls otherwise, by code. */
const otherNames: Readonly<Record<string, string>> = {
  TR: 'Turkey',
  CZ: 'Czech Republic',
  GB: 'Great Britain; Britain; United Kingdom of Great Britain and Northern Ireland',
  CI: 'Ivory Coast',
  US: 'United States of America; America',
  RU: 'Russian Federation',
  KR: 'Republic of Korea',
  KP: "Democratic People's Republic of Korea",
  CD: 'Democratic Republic of the Congo; DR Congo; DRC',
  CG: 'Republic of the Congo; Congo',
  MM: 'Myanmar; Burma',
  SZ: 'Swaziland',
  MK: 'Macedonia',
  CV: 'Cabo Verde',
  TL: 'East Timor',
  NL: 'Holland',
  VA: 'Holy See; Vatican',
  PS: 'Palestine; State of Palestine',
  HK: 'Hong Kong',
  MO: 'Macao; Macau',
  AE: 'UAE',
  VN: 'Viet Nam',
  SY: 'Syrian Arab Republic',
  LA: "Lao People's Democratic Republic",
  IE: 'Republic of Ireland',
  CN: "People's Republic of China",
  TW: 'Republic of China',
}

/** The letters of a name alone, as they are compared: "Côte d’Ivoire" and "Cote d'Ivoire", "St. Lucia" and "St Lucia". */
export function foldCountryName(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll('&', ' and ')
    .replaceAll(/[^\p{L}\s]/gu, '')
    .trim()
    .toLowerCase()
    .replace(/^the\s+/u, '')
    .replaceAll(/\s+/gu, ' ')
}

/** Codes by those other names, folded. */
export const codeByOtherName: ReadonlyMap<string, string> = new Map(
  Object.entries(otherNames).flatMap(([code, names]) =>
    names.split('; ').map((name) => [foldCountryName(name), code] as const),
  ),
)
