import { builder } from '../builder.ts'

export const EntityKindRef = builder.enumType('EntityKind', {
  description:
    'What sort of thing an entity is. A critic is a role and not a kind: any organisation or person can be one.',
  values: {
    ORGANIZATION: { description: 'An organisation: an agency, a government, a newspaper, a network.' },
    PERSON: { description: 'A human being.' },
    EVENT: { description: 'Something that happened: a founding, a crisis, an election.' },
    CAMPAIGN: { description: 'An organised effort to reach the public.' },
    PLACE: { description: 'A place of any size, from a building to a part of the world.' },
    TOPIC: { description: 'What facts are about; topics form a tree.' },
    AGREEMENT: { description: 'A treaty, constitution, compact or other text that parties agreed on.' },
  } as const,
})
