import { builder } from '../builder.ts'
import type { ImageType } from '../change/image.ts'

export const ChangeOperationRef = builder.enumType('ChangeOperation', {
  description: 'What happens to a thing when it is changed.',
  values: {
    CREATE: { description: 'It is new.' },
    UPDATE: { description: 'It says something else than before.' },
    DELETE: { description: 'It is removed.' },
  } as const,
})

export const OriginKindRef = builder.enumType('OriginKind', {
  description: 'What can change the graph, or propose to.',
  values: {
    PERSON: { description: 'A person, by hand.' },
    RULE: { description: 'A program that follows fixed rules.' },
    MODEL: { description: 'A language model.' },
    IMPORT: { description: 'A program that reads another source of data.' },
    FILES: { description: 'The files of a dataset, or of a text, that were loaded.' },
  } as const,
})

const changedTypes: Readonly<Record<string, { readonly value: ImageType; readonly description: string }>> = {
  DATASET: { value: 'dataset', description: 'A dataset itself: its title, its language, its licence.' },
  DOCUMENT: { value: 'document', description: 'A document: its title, its references, whether its text is loaded.' },
  ENTITY: { value: 'entity', description: 'An entity, as the dataset says that declares it.' },
  SAME_AS: { value: 'sameAs', description: 'What another dataset says about an entity.' },
  FACT: { value: 'fact', description: 'A fact with its evidence.' },
}

export const ChangedTypeRef = builder.enumType('ChangedType', {
  description: 'The types of things whose changes are recorded.',
  values: changedTypes as Record<
    'DATASET' | 'DOCUMENT' | 'ENTITY' | 'SAME_AS' | 'FACT',
    { value: ImageType; description: string }
  >,
})
