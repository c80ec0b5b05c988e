import { describe, expect, it } from 'vitest'
import { holdsNumber, numbersIn } from '../src/wording/number.ts'

const holds = (text: string, decimal: string, language = 'en') => holdsNumber(numbersIn(text, language), decimal)

describe('a number', () => {
  it.each([
    ['17,761 staff', '17761'],
    ['some 11,500 staff', '11500'],
    ['11 500 staff', '11500'],
    ['11\u202f500 staff', '11500'],
    ['11.500 staff', '11500'],
    ["11'500 staff", '11500'],
    ['11.500 litres', '11.5'],
    ['12,34,567 rupees', '1234567'],
    ['1,234,567.89', '1234567.89'],
    ['0.125', '0.125'],
    ['1000', '1000'],
    ['(175)', '175'],
    ['in 2021, 175.', '175'],
    ['the 14th session', '14'],
    ['30%', '30'],
    ['over 150+ countries', '150'],
    ['１７,７６１', '17761'],
    ['١١٬٥٠٠', '11500'],
    ['१२', '12'],
    ['.5 percent', '0.5'],
    ['$.25 each', '0.25'],
    ['約18人', '18'],
    ['Rs500', '500'],
    ['kr500', '500'],
    ['R500', '500'],
    ['3/4 of a mile', '0.75'],
    ['a top-10 list', '10'],
    ['in the third quarter', '3'],
    ['at 10:30, 12 people', '12'],
  ])('in digits: %s says %s', (text, decimal) => {
    expect(holds(text, decimal)).toBe(true)
  })

  it.each([
    ['fourteen Kurds', '14'],
    ['Twenty-three people', '23'],
    ['twenty three people', '23'],
    ['one hundred and seventy-five members', '175'],
    ['a hundred and one', '101'],
    ['fourteen hundred', '1400'],
    ['two thousand and three', '2003'],
    ['two hundred thousand', '200000'],
    ['two million five hundred thousand', '2500000'],
    ['one million two hundred and thirty-four thousand five hundred and sixty-seven', '1234567'],
    ['the twenty-first time', '21'],
    ['a dozen ships', '12'],
    ['two dozen', '24'],
    ['half a dozen', '6'],
    ['minus five degrees', '-5'],
    ['zero', '0'],
    ['one million, two hundred thousand', '1200000'],
    ['one thousand, nine hundred and fifty-one', '1951'],
    ['two million, three hundred thousand, four hundred and five', '2300405'],
    ['one thousand, two or three', '1000'],
    ['over hundred thousand people', '100000'],
    ['a couple of hundred', '200'],
    ['a couple thousand', '2000'],
    ['one-quarter of them', '0.25'],
    ['two-fifths', '0.4'],
    ['the thirty-third', '33'],
  ])('in words: %s says %s', (text, decimal) => {
    expect(holds(text, decimal)).toBe(true)
  })

  it.each([
    ['US$1.8 billion', '1800000000'],
    ['a $1.8-billion budget', '1800000000'],
    ['US$2.5bn', '2500000000'],
    ['EUR5m', '5000000'],
    ['1.8 thousand million', '1800000000'],
    ['nearly a million', '1000000'],
    ['half a million', '500000'],
    ['three quarters of a million', '750000'],
    ['two and a half million', '2500000'],
    ['2½ million', '2500000'],
    ['3 lakh', '300000'],
    ['1.8万', '18000'],
    ['1億2000万人', '120000000'],
    ['3万5千人', '35000'],
    ['十八亿', '1800000000'],
    ['百七十五', '175'],
    ['二百零五', '205'],
    ['一億二千万', '120000000'],
    ['約1,200万人', '12000000'],
    ['1.8 mil. people', '1800000'],
    ['1.8 quadrillion', '1800000000000000'],
    ['a million and a half', '1500000'],
    ['2 million and a half', '2500000'],
    ['2 1/2 million', '2500000'],
    ['two and three quarter million', '2750000'],
    ['two and three-quarters million', '2750000'],
    ['two-fifths of a million', '400000'],
  ])('with a magnitude: %s says %s', (text, decimal) => {
    expect(holds(text, decimal)).toBe(true)
  })

  it.each([
    ['between 500 and 600', '500'],
    ['10-12 people', '10'],
    ['10–12 people', '12'],
    ['5 to 10 million', '5000000'],
    ['$5–$10 million', '5000000'],
    ['two- to three-million', '2000000'],
    ['sixteen or seventeen', '16'],
    ['US$5 to US$10 million', '5000000'],
    ['US$5–US$10 million', '5000000'],
    ['US$5–US$10 million', '10000000'],
    ['EUR 5 to EUR 10 million', '5000000'],
    ['30–40,000', '30000'],
    ['30 to 40,000', '30000'],
  ])('in a range: %s says %s', (text, decimal) => {
    expect(holds(text, decimal)).toBe(true)
  })

  it.each([
    ['2,3 Milliarden Euro', '2300000000', 'de'],
    ['1.234,56 Euro', '1234.56', 'de'],
    ['2,500 kg', '2.5', 'de'],
    ['11 millions de personnes', '11000000', 'fr'],
    ['3 млн человек', '3000000', 'ru'],
    ['12 Tsd. Menschen', '12000', 'de'],
    ['2,5 Mill. Euro', '2500000', 'de'],
    ['1 Billion Euro', '1000000000000', 'de-AT'],
    ['5 mil personas', '5000', 'es'],
  ])('in another language: %s says %s', (text, decimal, language) => {
    expect(holds(text, decimal, language)).toBe(true)
  })

  it.each([
    ['11,500', '500'],
    ['11,500', '11'],
    ['11,500', '11.5'],
    ['1.8 billion', '1.8'],
    ['twenty-three', '20'],
    ['twenty-three', '3'],
    ['one hundred and seventy-five', '75'],
    ['three or four million', '4'],
    ['hundreds of thousands', '100000'],
    ['a few dozen', '12'],
    ['1951', '19'],
    ['IOM2', '2'],
    ['COVID-19x', '9'],
    ['version 1.2.3', '1.2'],
    ['5.12.1951', '5.12'],
    ['−5 °C', '5'],
    ['it is often so', '10'],
    ['nothing', 'nothing'],
    ['.5 percent', '5'],
    ['1.8 mil. people', '1800'],
    ['one-third of them', '3'],
    ['one-third of them', '1'],
    ['two-thirds', '2'],
    ['two thirds', '3'],
    ['2/3 of them', '2'],
    ['2/3 of them', '3'],
    ['COVID-19', '19'],
    ['an F-16', '16'],
    ['at 10:30', '30'],
    ['at 10:30', '10'],
    ['several hundred thousand', '100000'],
    ['hundreds of thousand', '100000'],
    ['one million, two million', '3000000'],
    ['one thousand, two or three', '1002'],
    ['a couple of people came', '1'],
    ['30–25,000', '30000'],
    ['from 1 to 2,000', '1000'],
    ['30 and 40,000', '30000'],
    ['a third of them', '3'],
    ['数十万人', '100000'],
    ['千葉', '1000'],
    ['B500', '500'],
    ['a million and a half', '1000000'],
  ])('%s does not say %s', (text, decimal) => {
    expect(holds(text, decimal)).toBe(false)
  })
})
