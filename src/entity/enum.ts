import { builder } from '../builder.ts'

export const EntityKindRef = builder.enumType('EntityKind', {
  description:
    'The kinds of entities. Critics are not a kind of their own, because any organisation or person can criticise.',
  values: {
    ORGANIZATION: { description: 'An organisation: an agency, a government, a newspaper, a network.' },
    PERSON: { description: 'A human being.' },
    EVENT: { description: 'Something that happened: a founding, a crisis, an election.' },
    CAMPAIGN: { description: 'An organised effort to reach the public.' },
    PLACE: { description: 'A place of any size, from a building to a part of the world.' },
    TOPIC: { description: 'A subject that criticisms are filed under, such as detention. Topics form a tree.' },
    AGREEMENT: { description: 'A treaty, constitution, compact or other text that parties agreed on.' },
  } as const,
})
