import { AliasKindRef } from '../alias/enum.ts'
import { builder } from '../builder.ts'

// What items have lists of.

export const LabelInput = builder.inputType('LabelInput', {
  description: 'Another name by which people find an entity, and that no source states.',
  fields: (t) => ({
    text: t.string({ required: true, description: 'The name as people write it.' }),
    aliasKind: t.field({ type: AliasKindRef, description: 'Which kind of name it is: ALSO_KNOWN_AS by default.' }),
  }),
})

export const IdentifierInput = builder.inputType('IdentifierInput', {
  description: 'What another catalogue calls an entity.',
  fields: (t) => ({
    scheme: t.string({ required: true, description: 'The catalogue: `wikidata`, `ror`.' }),
    value: t.string({ required: true, description: 'Its identifier there.' }),
    url: t.field({ type: 'URL', description: 'The address of its page there.' }),
  }),
})

export const ReferenceInput = builder.inputType('ReferenceInput', {
  description: 'A citation of a document, and what it refers to.',
  fields: (t) => ({
    label: t.string({ required: true, description: 'Its number or label in the text: `15`.' }),
    title: t.string({ description: 'The title of what it refers to.' }),
    url: t.field({ type: 'URL', description: 'The address of what it refers to.' }),
  }),
})

export const EvidenceInput = builder.inputType('EvidenceInput', {
  description: 'The sentence of a document that states a fact.',
  fields: (t) => ({
    document: t.string({ description: 'The slug of the document; not needed if the dataset has only one.' }),
    paragraph: t.int({ required: true, description: 'The number of the paragraph, counted from 1.' }),
    anchor: t.string({ required: true, description: 'At most eight words of the sentence, as they are there.' }),
    digest: t.string({ description: 'The digest of the sentence, so that another wording is noticed.' }),
    references: t.stringList({ description: 'The citation labels that the sentence carries: `15`.' }),
  }),
})
