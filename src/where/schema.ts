import type { InputRef } from '@pothos/core'
import { builder } from '../builder.ts'
import { DateWhereRef } from '../date/schema.ts'
import { EntityKindRef } from '../entity/enum.ts'
import { EvidenceStatusRef, FactKindRef } from '../fact/enum.ts'
import type {
  CriticismCount,
  CriticismListWhere,
  EntityListWhere,
  EntityRef,
  EntityWhere,
  EvidenceWhere,
  FactListWhere,
  FactWhere,
  IntWhere,
} from './shape.ts'

export const EntityRefRef = builder.inputRef<EntityRef>('EntityRef').implement({
  isOneOf: true,
  description: 'Points at one thing. Exactly one field is set.',
  fields: (t) => ({
    id: t.id({ description: 'Its id, as this API returned it.' }),
    slug: t.string({ description: 'Its readable key: `human-rights-watch`.' }),
    named: t.string({
      description:
        'Any name it has or had: case, accents, punctuation and white space do not matter. A lookup by a name that several things bear is the error AMBIGUOUS_NAME and lists them; a filter takes all of them.',
    }),
  }),
})

export const IntWhereRef = builder.inputRef<IntWhere>('IntWhere').implement({
  description: 'Conditions on a number. All that are given must hold.',
  fields: (t) => ({
    eq: t.int({ description: 'Equal to.' }),
    gt: t.int({ description: 'Greater than.' }),
    gte: t.int({ description: 'Greater than or equal to.' }),
    lt: t.int({ description: 'Less than.' }),
    lte: t.int({ description: 'Less than or equal to.' }),
  }),
})

export const EntityWhereRef = builder.inputRef<EntityWhere>('EntityWhere')
export const FactWhereRef = builder.inputRef<FactWhere>('FactWhere')
export const CriticismWhereRef = builder.inputRef<FactWhere>('CriticismWhere')
/** What it offers stands beside what a role is: src/role/schema.ts. */
export const RoleWhereRef = builder.inputRef<FactWhere>('RoleWhere')

const EntityListWhereRef = builder.inputRef<EntityListWhere>('EntityListWhere').implement({
  description: 'Conditions on a list of entities. All that are given must hold.',
  fields: (t) => ({
    some: t.field({ type: EntityWhereRef, description: 'At least one of them is such. `{}`: there is at least one.' }),
    none: t.field({ type: EntityWhereRef, description: 'Not one of them is such. `{}`: there are none.' }),
    every: t.field({ type: EntityWhereRef, description: 'All of them are such; also true of an empty list.' }),
    count: t.field({ type: IntWhereRef, description: 'How many they are.' }),
  }),
})

const CriticismCountWhereRef = builder.inputRef<CriticismCount>('CriticismCountWhere').implement({
  description: 'How many criticisms there are, counting only those that `where` describes.',
  fields: (t) => ({
    where: t.field({ type: CriticismWhereRef, description: 'Which criticisms count; all when it is left out.' }),
    eq: t.int({ description: 'Exactly so many.' }),
    gt: t.int({ description: 'More than so many.' }),
    gte: t.int({ description: 'So many or more.' }),
    lt: t.int({ description: 'Fewer than so many.' }),
    lte: t.int({ description: 'So many or fewer.' }),
  }),
})

const CriticismListWhereRef = builder.inputRef<CriticismListWhere>('CriticismListWhere').implement({
  description: 'Conditions on the criticisms that something made or received. All that are given must hold.',
  fields: (t) => ({
    some: t.field({ type: CriticismWhereRef, description: 'At least one of them is such.' }),
    none: t.field({ type: CriticismWhereRef, description: 'Not one of them is such.' }),
    every: t.field({ type: CriticismWhereRef, description: 'All of them are such; also true when there are none.' }),
    count: t.field({ type: CriticismCountWhereRef, description: 'How many they are.' }),
  }),
})

const FactListWhereRef = builder.inputRef<FactListWhere>('FactListWhere').implement({
  description: 'Conditions on the facts of something. All that are given must hold.',
  fields: (t) => ({
    some: t.field({ type: FactWhereRef, description: 'At least one of them is such.' }),
    none: t.field({ type: FactWhereRef, description: 'Not one of them is such.' }),
  }),
})

export const RoleListWhereRef = builder.inputRef<FactListWhere>('RoleListWhere').implement({
  description: 'Conditions on the posts that a person holds or held. All that are given must hold.',
  fields: (t) => ({
    some: t.field({ type: RoleWhereRef, description: 'At least one of them is such.' }),
    none: t.field({ type: RoleWhereRef, description: 'Not one of them is such.' }),
  }),
})

const EvidenceWhereRef = builder.inputRef<EvidenceWhere>('EvidenceWhere').implement({
  description: 'Conditions on one piece of evidence. All that are given must hold of the same piece.',
  fields: (t) => ({
    document: t.field({ type: EntityRefRef, description: 'It stands in this document; `named` is its title.' }),
    reference: t.string({ description: 'It carries this citation number: `"15"`.' }),
    status: t.field({ type: [EvidenceStatusRef], description: 'The check of it came out as one of these.' }),
  }),
})

/** What adds fields to an input. */
type Fields = PothosSchemaTypes.InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>

/** The fields that conditions on entities of every kind share. `self` is the input that AND, OR and NOT nest. */
export function entityFields(t: Fields, self: InputRef<EntityWhere>) {
  return {
    AND: t.field({ type: [self], description: 'All of these hold. An empty list holds.' }),
    OR: t.field({ type: [self], description: 'At least one of these holds. An empty list does not.' }),
    NOT: t.field({ type: self, description: 'This does not hold, or is not known to.' }),
    id: t.idList({ description: 'It has one of these ids.' }),
    slug: t.stringList({ description: 'It has one of these slugs.' }),
    kind: t.field({ type: [EntityKindRef], description: 'It is of one of these kinds.' }),
    named: t.string({
      description:
        'It has or had this name. Case, accents, punctuation and white space do not matter; `%` and `_` are ordinary characters.',
    }),
    search: t.string({
      description:
        'Full text over its names and summary: words in any form, "quoted phrases", `or`, and `-` before a word that must not occur.',
    }),
    within: t.field({
      type: EntityRefRef,
      description:
        'It is this topic or place or a narrower one. Of other kinds: it is filed there, for it lies there, has its seat there, or works on it.',
    }),
    criticismsMade: t.field({ type: CriticismListWhereRef, description: 'The criticisms that it made are such.' }),
    criticismsReceived: t.field({
      type: CriticismListWhereRef,
      description: 'The criticisms that it received are such.',
    }),
    facts: t.field({
      type: FactListWhereRef,
      description: 'The facts that it is the subject or the object of are such.',
    }),
  }
}

EntityWhereRef.implement({
  description: 'Conditions on an entity. All that are given must hold; `{}` asks for nothing.',
  fields: (t) => entityFields(t, EntityWhereRef),
})

/** The fields that conditions on facts of every kind share. */
export function factFields(t: Fields, self: InputRef<FactWhere>) {
  return {
    AND: t.field({ type: [self], description: 'All of these hold. An empty list holds.' }),
    OR: t.field({ type: [self], description: 'At least one of these holds. An empty list does not.' }),
    NOT: t.field({ type: self, description: 'This does not hold, or is not known to.' }),
    search: t.string({
      description:
        'Full text over the statement, and of criticisms also over summary and quotations: words in any form, "quoted phrases", `or`, and `-` before a word that must not occur.',
    }),
    evidence: t.field({ type: EvidenceWhereRef, description: 'At least one piece of its evidence is such.' }),
  }
}

FactWhereRef.implement({
  description: 'Conditions on a fact. All that are given must hold; `{}` asks for nothing.',
  fields: (t) => ({
    ...factFields(t, FactWhereRef),
    factKind: t.field({ type: [FactKindRef], description: 'It is of one of these kinds.' }),
    subject: t.field({ type: EntityWhereRef, description: 'What it is about is such.' }),
    object: t.field({ type: EntityWhereRef, description: 'Its other end is such. `{}`: it has one.' }),
    period: t.field({ type: DateWhereRef, description: 'When it held.' }),
  }),
})

CriticismWhereRef.implement({
  description: 'Conditions on a criticism. All that are given must hold; `{}` asks for nothing.',
  fields: (t) => ({
    ...factFields(t, CriticismWhereRef),
    critic: t.field({ type: EntityWhereRef, description: 'Who criticised is such.' }),
    target: t.field({ type: EntityWhereRef, description: 'Who or what was criticised is such.' }),
    topics: t.field({ type: EntityListWhereRef, description: 'The topics it is filed under are such.' }),
    about: t.field({ type: EntityListWhereRef, description: 'The places, facilities or people it is about are such.' }),
    spokespeople: t.field({ type: EntityListWhereRef, description: 'Those who voiced it are such.' }),
    publishedBy: t.field({ type: EntityWhereRef, description: 'The organisation that published it is such.' }),
    statedOn: t.field({ type: DateWhereRef, description: 'When it was stated.' }),
  }),
})
