// Numbers in Chinese and Japanese characters, alone or with digits: 百七十五, 1億2000万.

const digits = '〇零一二三四五六七八九'
/** 〇 and 零 are both zero; 两 and 両 are two. */
const digitOf = (character: string): number =>
  '两両'.includes(character) ? 2 : Math.max(0, digits.indexOf(character) - 1)
const small: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
const large: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 億: 1e8, 亿: 1e8, 兆: 1e12 }

const one = String.raw`${digits}两両十百千`
const all = String.raw`${one}万萬億亿兆`
const numeral = String.raw`\d+(?:,\d{3})*(?:\.\d+)?`

/** It starts no later than it can, and not after 数 or 几, which mean "several": 数十万 says no number. */
const pattern = new RegExp(
  String.raw`(?<![\d.,数數几幾何余多${all}])(?:${numeral}|[${one}])(?:${numeral}|[${all}])*[十百千万萬億亿兆](?:${numeral}|[${all}])*`,
  'gu',
)
const parts = new RegExp(String.raw`${numeral}|[${all}]`, 'gu')

/** A text with such numbers in digits. A single character is none: 千 is also the start of the place 千葉. */
export function withHanNumbersAsDigits(text: string): string {
  return text.replaceAll(pattern, (found) => {
    const value = valueOf(found.match(parts) ?? [])
    return Number.isSafeInteger(value) ? String(value) : found
  })
}

function valueOf(characters: readonly string[]): number {
  let [total, section, current, isEmpty] = [0, 0, 0, true]
  for (const character of characters) {
    const [unit, group] = [small[character], large[character]]
    if (unit !== undefined) [section, current, isEmpty] = [section + (isEmpty ? 1 : current) * unit, 0, true]
    else if (group !== undefined) [total, section, current, isEmpty] = [total + (section + current) * group, 0, 0, true]
    else
      [current, isEmpty] = [/\d/u.test(character) ? Number(character.replaceAll(',', '')) : digitOf(character), false]
  }
  return Math.round((total + section + current) * 1000) / 1000
}
