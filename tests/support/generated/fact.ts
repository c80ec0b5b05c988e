import type { PeriodColumns } from '../../../src/date/period.ts'
import type { FactKind, RelationshipType } from '../../../src/generated/prisma/enums.ts'
import type { Batch } from './copy.ts'
import { addCriticism, type Detail } from './criticism.ts'
import { type Dates, readDate } from './date.ts'
import type { Documents } from './document.ts'
import type { Entities, OwedFact } from './entity.ts'
import { titles } from './name.ts'
import type { Random } from './random.ts'
import { drawRelationship } from './relationship.ts'
import { words } from './word.ts'

const share = { CRITICISM: 0.32, RELATIONSHIP: 0.32, ROLE: 0.16, FIGURE: 0.13, ATTRIBUTE: 0.07 } as const
type DrawnKind = keyof typeof share

const metrics = ['staff', 'budget', 'members', 'offices', 'beneficiaries', 'returns', 'observers', 'projects']
const qualifiers = ['EXACT', 'ABOUT', 'MORE_THAN', 'LESS_THAN', 'AT_LEAST', 'AT_MOST'] as const
const properties = ['website', 'official-language', 'motto', 'legal-form', 'registration-number']

/** The first instant at which anything was recorded, and how many facts share one: a load writes many at once. */
const recordedFrom = Date.UTC(2025, 0, 1)
const recordedTogether = 40

/** The facts of a generated graph, each with its typed row and its evidence. */
export class Facts {
  count = 0
  readonly #total: number
  readonly #random: Random
  readonly #dates: Dates
  readonly #entities: Entities
  readonly #documents: Documents
  readonly #datasets: number
  #owed = 0
  #evidence = 0

  constructor(total: number, random: Random, dates: Dates, entities: Entities, documents: Documents, datasets: number) {
    this.#total = total
    this.#random = random
    this.#dates = dates
    this.#entities = entities
    this.#documents = documents
    this.#datasets = datasets
  }

  /** Adds the next fact. Those that are owed are spread evenly among those that are drawn. */
  add(batch: Batch): void {
    const random = this.#random
    const owed = this.#entities.owed[this.#owed]
    const left = this.#entities.owed.length - this.#owed
    const takeOwed = owed !== undefined && random.next() * (this.#total - this.count) < left
    this.count += 1
    const id = this.count
    const [kind, detail] = takeOwed ? this.#state(batch, id, owed) : this.#draw(batch, id)
    if (takeOwed) this.#owed += 1
    const { period } = detail
    const recorded = new Date(recordedFrom + Math.floor(id / recordedTogether) * 61_000).toISOString()
    batch.staged_fact.add(
      id,
      kind,
      `fact-${id}`,
      1 + random.zipf(this.#datasets),
      random.hex(16),
      detail.subject,
      detail.hasSubject ?? true,
      detail.object,
      detail.statement,
      period.fromEdtf,
      period.fromEarliest,
      period.fromLatest,
      period.untilEdtf,
      period.untilEarliest,
      period.untilLatest,
      period.ongoing,
      recorded,
      detail.summary ?? null,
      detail.quotations ?? null,
    )
    this.#addEvidence(batch, id)
  }

  #state(batch: Batch, id: number, owed: OwedFact): [FactKind, Detail] {
    const { entity, kind } = owed
    const name = this.#entities.names[entity] ?? ''
    if (kind === 'ALIAS') {
      batch.alias.add(id, owed.name, owed.aliasKind, 'en')
      this.#entities.addName(batch, entity, id, owed.name, owed.aliasKind)
      return [
        kind,
        { subject: entity, object: null, statement: `${name} is or was called ${owed.name}.`, period: owed.period },
      ]
    }
    if (kind === 'RELATIONSHIP') {
      const other = this.#random.pickSkewed(this.#entities.ids[owed.other])
      return this.#relate(
        batch,
        id,
        owed.type,
        ...((owed.forward ? [entity, other] : [other, entity]) as [number, number]),
      )
    }
    batch.attribute.add(id, owed.key, owed.value)
    const statement = `The ${owed.key} of ${name}: ${owed.value}.`
    return [kind, { subject: entity, object: null, statement, period: readDate(null) }]
  }

  #draw(batch: Batch, id: number): [FactKind, Detail] {
    const kind = this.#drawKind()
    const { ids, names } = this.#entities
    const random = this.#random
    switch (kind) {
      case 'CRITICISM':
        return [kind, addCriticism(batch, id, random, this.#dates, this.#entities)]
      case 'RELATIONSHIP': {
        const { type, subject, object } = drawRelationship(random, ids)
        return this.#relate(batch, id, type, subject, object)
      }
      case 'ROLE': {
        const [subject, object, title] = [
          random.pickSkewed(ids.PERSON),
          random.pickSkewed(ids.ORGANIZATION),
          random.pick(titles),
        ]
        batch.role.add(id, title)
        const statement = `${names[subject]} is or was ${title} of ${names[object]}.`
        return [kind, { subject, object, statement, period: this.#dates.span(random) }]
      }
      case 'FIGURE':
        return [kind, this.#figure(batch, id, this.#dates.point(random))]
      case 'ATTRIBUTE': {
        const subject = random.pickSkewed(ids.ORGANIZATION)
        const key = random.pick(properties)
        batch.attribute.add(id, key, words(random, 1))
        const statement = `The ${key} of ${names[subject]} is stated.`
        return [kind, { subject, object: null, statement, period: this.#dates.span(random) }]
      }
    }
  }

  #relate(batch: Batch, id: number, type: RelationshipType, subject: number, object: number): [FactKind, Detail] {
    const { names } = this.#entities
    batch.relationship.add(id, type)
    const statement = `${names[subject]} ${type.toLowerCase().replaceAll('_', ' ')} ${names[object]}.`
    return ['RELATIONSHIP', { subject, object, statement, period: this.#dates.span(this.#random) }]
  }

  #drawKind(): DrawnKind {
    let rest = this.#random.next()
    return (Object.keys(share) as DrawnKind[]).find((kind) => (rest -= share[kind]) < 0) ?? 'CRITICISM'
  }

  #figure(batch: Batch, id: number, period: PeriodColumns): Detail {
    const random = this.#random
    const subject = random.pickSkewed(this.#entities.ids.ORGANIZATION)
    const metric = random.pickSkewed(metrics)
    const money = metric === 'budget'
    const whole = Math.floor(10 ** (1 + random.next() * 8))
    const value = `${whole}${random.chance(0.1) ? '.5' : ''}`
    const isRange = id % 17 === 0
    const qualifier = random.pickSkewed(qualifiers)
    const [upTo, stated] = isRange ? [`${2 * whole}`, 'RANGE'] : [null, qualifier]
    batch.figure.add(id, metric, value, upTo, money ? null : metric, money ? 'USD' : null, stated)
    const statement = `${this.#entities.names[subject]}: ${metric} ${value}.`
    return { subject, object: null, statement, period }
  }

  #addEvidence(batch: Batch, fact: number): void {
    const random = this.#random
    const chance = random.next()
    const count = chance < 0.85 ? 1 : chance < 0.98 ? 2 : 3
    for (let ordinal = 1; ordinal <= count; ordinal += 1) {
      this.#evidence += 1
      const place = this.#documents.place(random)
      const { paragraph, anchor, digest, status, sentence } = place
      batch.evidence.add(this.#evidence, fact, ordinal, paragraph, anchor, digest, status, sentence)
      for (const [index, reference] of this.#documents.references(random, place).entries()) {
        batch.evidence_reference.add(this.#evidence, reference, index + 1)
      }
    }
  }
}
