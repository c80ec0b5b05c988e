import type { Rule, RuleContext } from './rule.ts'

/** "the Harbour Aid Society (HAS)": the acronym of what the text is about, in brackets after its name. */
export const acronym: Rule = {
  name: 'acronym',
  description: 'Finds the acronym in brackets after the full name of what the text is about.',
  precision: 0.9,
  *find({ subject, paragraphs }: RuleContext) {
    for (const { number, sentences } of paragraphs) {
      for (const { text, references } of sentences) {
        const at = text.indexOf(`${subject.name} (`)
        const [, name] = /^\((\p{Lu}{2,8})[);,]/u.exec(text.slice(at + subject.name.length + 1)) ?? []
        if (at < 0 || name === undefined || !isSpelt(name, subject.name)) continue
        const words = subject.name.split(' ').slice(-6).join(' ')
        yield {
          kind: 'ALIAS',
          fact: { subject: subject.slug, name, aliasKind: 'ACRONYM', period: null, language: null },
          statement: `${name} is the acronym of ${subject.name}.`,
          evidence: [{ paragraph: number, anchor: `${words} (${name}`, references }],
        }
        return
      }
    }
  },
}

/** Whether the capitals of a name spell the acronym. */
function isSpelt(acronymOfName: string, name: string): boolean {
  return [...name].filter((letter) => /\p{Lu}/u.test(letter)).join('') === acronymOfName
}
