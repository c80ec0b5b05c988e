import { parsePeriod } from '../date/period.ts'
import { DossierError } from '../errors.ts'
import { nameKey } from '../name/key.ts'
import { type Dataset, type DatasetEntity, type DatasetEvidence, type DatasetFact, type DatasetItem } from './format.ts'
import { dateAttributes } from './item.ts'
import { fieldText, itemProblem, type Place, type Problem, quoted } from './problem.ts'
import { url } from './text.ts'
import { checkTrees } from './tree.ts'

/** What is wrong in a dataset as a whole, apart from its references: see reference.ts. */
export function checkDataset(dataset: Dataset): Problem[] {
  return [
    ...dataset.documents.flatMap((_document, index) => checkDocument(dataset, index)),
    ...repeated(dataset.entities, 'slug', ({ slug }) => slug),
    ...repeated(dataset.facts, 'key', ({ key }) => key),
    ...dataset.entities.flatMap(checkEntity),
    ...dataset.facts.flatMap(checkFact),
    ...checkTrees(dataset.entities),
  ]
}

/** Slugs or keys that an earlier item has already. */
function repeated<T extends DatasetItem>(items: readonly T[], field: string, read: (item: T) => string): Problem[] {
  const first = new Map<string, T>()
  return items.flatMap((item) => {
    const value = read(item)
    const earlier = first.get(value)
    if (earlier === undefined) {
      first.set(value, item)
      return []
    }
    const message = `${quoted(value)} is the ${field} of ${whereIs(earlier.at(field))} already; choose another one`
    return [itemProblem(item, [field], value, message)]
  })
}

function whereIs({ file, line }: Place): string {
  return `${file}:${line}`
}

function checkDocument({ documents, at }: Dataset, index: number): Problem[] {
  const problems: Problem[] = []
  const report = (path: (string | number)[], value: string, message: string) => {
    const whole = ['documents', index, ...path]
    problems.push({ ...at(...whole), field: fieldText(whole), value: quoted(value), message })
  }
  const { slug, references = [] } = documents[index] ?? {}
  if (slug !== undefined && documents.findIndex((other) => other.slug === slug) < index) {
    report(['slug'], slug, `${quoted(slug)} is the slug of an earlier document already; choose another one`)
  }
  for (const [place, label] of repeats(references, (reference) => reference.label)) {
    report(['references', place], label, `the reference ${quoted(label)} stands in the list already; take one out`)
  }
  return problems
}

/** Position and text of each item whose text an earlier one has. */
function repeats<T>(items: readonly T[], textOf: (item: T) => string): [number, string][] {
  const seen = new Set<string>()
  return items.flatMap((item, index) => {
    const text = textOf(item)
    if (seen.has(text)) return [[index, text] as [number, string]]
    seen.add(text)
    return []
  })
}

function repeatedIn<T>(item: DatasetItem, path: (string | number)[], list: readonly T[], textOf: (one: T) => string) {
  return repeats(list, textOf).map(([index, text]) =>
    itemProblem(item, [...path, index], text, `${quoted(text)} stands in this list already; take one out`),
  )
}

function checkEntity(entity: DatasetEntity): Problem[] {
  return [
    ...checkName(entity, ['name'], entity.name),
    ...entity.labels.flatMap(({ text }, index) => checkName(entity, ['labels', index], text)),
    ...repeatedIn(entity, ['identifiers'], entity.identifiers, ({ scheme, value }) => `${scheme} ${value}`),
  ]
}

function checkName(item: DatasetItem, path: (string | number)[], name: string): Problem[] {
  if (nameKey(name) !== '') return []
  return [itemProblem(item, path, name, `${quoted(name)} has no character that can be seen; write a name`)]
}

function checkFact(fact: DatasetFact): Problem[] {
  return [
    ...repeatedIn(fact, ['evidence'], fact.evidence, evidenceText),
    ...fact.evidence.flatMap(({ references }, index) =>
      repeatedIn(fact, ['evidence', index, 'references'], references, String),
    ),
    ...checkValues(fact),
  ]
}

function evidenceText({ document, paragraph, anchor, digest = '' }: DatasetEvidence): string {
  return [document, `paragraph ${paragraph}`, anchor, digest].filter((part) => part !== '').join(', ')
}

function checkValues(fact: DatasetFact): Problem[] {
  switch (fact.section) {
    case 'aliases':
      return checkName(fact, ['name'], fact.name)
    case 'attributes':
      return checkAttribute(fact)
    case 'criticisms':
      return (['topics', 'about', 'spokespeople'] as const).flatMap((field) =>
        repeatedIn(fact, [field], fact[field], String),
      )
    default:
      return []
  }
}

function checkAttribute(fact: DatasetFact & { section: 'attributes' }): Problem[] {
  const wrong = attributeProblem(fact.attribute, fact.value)
  if (wrong === undefined) return []
  const message = `the value of the attribute ${quoted(fact.attribute)}, ${quoted(fact.value)}, ${wrong}`
  return [itemProblem(fact, ['value'], fact.value, message)]
}

function attributeProblem(attribute: string, value: string): string | undefined {
  if (attribute === 'website') return url.safeParse(value).error?.issues[0]?.message
  if (!Object.hasOwn(dateAttributes, attribute)) return undefined
  try {
    parsePeriod(value)
  } catch (error) {
    if (error instanceof DossierError) return `has to be a date: ${error.message}`
    throw error
  }
}
