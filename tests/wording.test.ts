import { describe, expect, it } from 'vitest'
import { holdsName, wordsOf } from '../src/wording/name.ts'
import { holdsQuotation } from '../src/wording/quotation.ts'

const quotes = (text: string, quotation: string) => holdsQuotation([text], 0, quotation)

describe('a quotation', () => {
  it.each([
    ['curly quotes', 'It is an “open prison”, he said.', 'an "open prison"'],
    ['quotes within quotes', 'She said: “He called it ‘closed doors’ twice.”', `He called it "closed doors" twice`],
    ['guillemets', 'Il dit : « une prison ouverte ».', '"une prison ouverte"'],
    ['dashes', 'the past half century—Hungary and Chile', 'the past half century - Hungary and Chile'],
    ['hyphens of other kinds', 'rights‑violating activities', 'rights-violating activities'],
    ['white space', 'rights-violating\u00a0activities  on behalf', 'rights-violating activities on behalf'],
    ['composition of accents', 'Anto\u0301nio spoke.', 'António spoke'],
    ['full stops and commas at its end', 'This is "arbitrary detention".', 'arbitrary detention.'],
    ['the case of its first letter', 'Detention is arbitrary.', 'detention is arbitrary'],
    ['brackets within a word of the source', 'saying “[t]he agency agree[d]”', 'the agency agreed'],
    ['brackets within a word of its own', 'saying the agency agreed', '[T]he agency agree[d]'],
    ['soft hyphens', 'an in\u00adhumane place', 'an inhumane place'],
    ['ligatures', 'an oﬃce of fish', 'an office'],
    ['scripts without spaces', '彼は「開かれた刑務所」と言った。', '開かれた刑務所'],
  ])('is found whatever %s are', (_, text, quotation) => {
    expect(quotes(text, quotation)).toBe(true)
  })

  it.each([
    'inhumane conditions ... severe overcrowding',
    'inhumane conditions […] severe overcrowding',
    'inhumane conditions [...] and severe overcrowding',
    'inhumane conditions … abuse … overcrowding',
    'inhumane conditions . . . overcrowding',
    'inhumane conditions, [no room] and severe overcrowding',
    '... conditions ...',
  ])('may leave out words: %s', (quotation) => {
    expect(quotes('inhumane conditions, lack of care, abuse, and severe overcrowding', quotation)).toBe(true)
  })

  it.each([
    ['another word', 'an open prison', 'an open jail'],
    ['a part of a word', 'a reformation of prisons', 'a reform'],
    ['another order', 'lack of care and overcrowding', 'overcrowding ... lack of care'],
    ['a word too many', 'lack of care', 'lack of medical care'],
    ['other capitals', 'the us army', 'the US army'],
    ['nothing', 'lack of care', '...'],
    ['no words', 'lack of care', '".,"'],
    ['one part only', 'lack of care', 'lack of care ... overcrowding'],
  ])('is not found with %s', (_, text, quotation) => {
    expect(quotes(text, quotation)).toBe(false)
  })

  it.each([
    ['1,500 people died', '500 people died'],
    ['$1,200,000 for it', '200,000 for it'],
    ["1'500 Menschen", '500 Menschen'],
    ['1’500 Menschen', '1'],
    ['3.5 million people', '5 million people'],
    ['3.5 million people', '3'],
    ['.5 percent of them', '5 percent of them'],
    ['12:30 at night', '30 at night'],
    ['on 9/11 it', '11 it'],
    ['2½ years', '2 years'],
    ['-5 degrees', '5 degrees'],
    ['at −5 degrees', '5 degrees'],
    ['a loss of -$5 million', '$5 million'],
    ["don't agree", 't agree'],
    ['don’t agree', 'don'],
    ["can't go", 'can'],
    ["O'Brien spoke", 'Brien spoke'],
    ["in the 1950's", 'in the 1950'],
  ])('is not found in the middle of a word or a number: "%s" says no "%s"', (text, quotation) => {
    expect(quotes(text, quotation)).toBe(false)
  })

  it.each([
    ['1,500 people died', '1,500 people'],
    ['In 2001, 500 people died', '500 people died'],
    ['It fell by .5 percent', '.5 percent'],
    ['at −5 degrees', '-5 degrees'],
    ['at -5 degrees', '−5 degrees'],
    ['He said: “-5 degrees is cold”', '-5 degrees is cold'],
    ['from 3-5 degrees', '3–5 degrees'],
    ['they left – 5 of them', '5 of them'],
    ["They can't go", "can't go"],
    ["the agency's report", 'the agency'],
    ["l'organisation humanitaire", 'organisation humanitaire'],
    ['jusqu’aux frontières', 'aux frontières'],
    ["dell'Unione europea", 'Unione europea'],
    ["He said 'no' twice", 'no'],
    ["the refugees' children", 'refugees'],
    ['It was 12:30. At night', '12:30'],
  ])('is found up to the ends of words and numbers: "%s" says "%s"', (text, quotation) => {
    expect(quotes(text, quotation)).toBe(true)
  })

  it('may run over several sentences, one of which is the sentence of the evidence', () => {
    const paragraph = ['It said: "Nobody came.', 'Nobody helped.', 'All died."', 'Later it was closed.']
    const at = (index: number) => holdsQuotation(paragraph, index, 'Nobody came. Nobody helped. All died.')
    expect([0, 1, 2, 3].map(at)).toEqual([true, true, true, false])
    expect(holdsQuotation(paragraph, 3, 'Nobody helped')).toBe(false)
  })

  it('does not take long, however often its parts occur', () => {
    const text = 'a b '.repeat(20_000)
    expect(holdsQuotation([text], 0, `${'a ... '.repeat(500)}c`)).toBe(false)
  })
})

describe('a name', () => {
  it.each([
    ['Human Rights Watch', "Human Rights Watch's report", true],
    ['Human Rights Watch', 'HUMAN RIGHTS-WATCH', true],
    ['António Guterres', 'Antonio Guterres said', true],
    ['UN', 'the U.N. agency', true],
    ['U.N.', 'the UN agency', true],
    ['The Globe and Mail', 'in the Globe and Mail', true],
    ['Netherlands', 'in the Netherlands', true],
    ['EU', 'the EU-Anti-Trafficking Day', true],
    ['国際移住機関', '国際移住機関は', true],
    ['WHO', 'people who left', false],
    ['US', 'it told us', false],
    ['US', 'the US told it', true],
    ['Niger', 'in Nigeria', false],
    ['Human Rights Watch', 'human rights', false],
    ['Oman', 'a woman', false],
    ['Asia', 'the Asian tsunami', false],
    ['!', 'Hello!', false],
    ['UNESCO', 'Unesco said', true],
    ['NATO', 'of Nato', true],
    ['UNESCO', 'unesco said', false],
    ['WHO', 'Who left?', false],
    ['US', 'Us and them', false],
    ['World Health Organization', 'the World Health Organisation', true],
    ['International Labour Organization', 'the International Labor Organisation', true],
    ['Centre for Policy', 'the Center for Policy', true],
    ['Organized Crime Programmes', 'Organised Crime Programs', true],
    ['Hour Town', 'Hor Town', false],
    ['Children Center', 'Child Center', false],
    ['Johnson and Johnson', 'Johnson & Johnson', true],
    ['AT&T', 'an AT&T line', true],
    ['AT&T', 'an ATAT line', false],
    ['Saint Petersburg', 'in St. Petersburg', true],
    ['St. Lucia', 'in Saint Lucia', true],
    ['Saint Petersburg', 'in Saint. Petersburg', false],
    ['António Guterres', 'Antonio M. Guterres', true],
    ['Kofi Annan', 'Kofi A. Annan', true],
    ['Kofi Annan', 'Kofi A Annan', false],
    ['Kofi Annan', 'Kofi. A. Annan', false],
    ['Kofi Annan', 'Kofi Atta Annan', false],
    ['Müller', 'Mueller', true],
    ['Mueller', 'MÜLLER', true],
    ['Jürgen Müller', 'Juergen Mueller', true],
    ['Müller', 'Muller', true],
    ['Muller', 'Mueller', false],
    ['Human Rights Watch', 'Human Rights, Watch out', false],
    ['West Bank', 'in the West. Bank staff', false],
    ['West Bank', 'the West – Bank staff', false],
    ['West Bank', 'the West (Bank staff)', false],
    ['USA', 'the US, A and', false],
    ['USA', 'the U.S. A', false],
    ['USA', 'the U.S.A.', true],
    ['USA', 'the U. S. A.', true],
    ['J. R. Smith', 'J.R. Smith', true],
    ['USA', 'the US A team', false],
    ['USA', 'the U S A', true],
    ['US Army', 'the U.S. Army', true],
    ['Mount Everest', 'Mount. Everest', false],
    ['Mt Everest', 'on Mt. Everest', true],
    ['Dept of State', 'the Dept. of State', true],
    ['Martin Luther King Jr.', 'Martin Luther King, Jr. spoke', true],
    ['Martin Luther King', 'Martin, Luther King', false],
    ['Washington, D.C.', 'in Washington, DC', true],
    ['Washington, D.C.', 'in Washington DC', true],
    ['国際移住', '国際、移住', false],
  ])('%s in "%s": %s', (name, text, isThere) => {
    expect(holdsName(wordsOf(text), name)).toBe(isThere)
  })
})
