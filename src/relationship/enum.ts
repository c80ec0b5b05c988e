import { builder } from '../builder.ts'

export const RelationshipTypeRef = builder.enumType('RelationshipType', {
  description: 'How the subject of a relationship is related to its object.',
  values: {
    PART_OF: { description: 'The subject is part of the object.' },
    MEMBER_OF: { description: 'The subject is a member of the object.' },
    RELATED_TO: { description: 'The two are related in a way that the statement explains.' },
    SUCCESSOR_OF: { description: 'The subject came after the object and took its place.' },
    SECRETARIAT_OF: { description: 'The subject is the secretariat of the object.' },
    HOSTS: { description: 'The subject houses the object.' },
    ORGANIZES: { description: 'The subject organises or runs the object.' },
    FUNDS: { description: 'The subject pays for the object.' },
    OPERATES: { description: 'The subject operates the object, such as a facility.' },
    WORKS_ON: { description: 'The subject works on the object, which is a topic, or is in favour of it.' },
    LOCATED_IN: { description: 'The subject lies or took place in the object.' },
    HEADQUARTERED_IN: { description: 'The subject has its headquarters in the object.' },
    PARTICIPATES_IN: { description: 'The subject takes part in the object.' },
    SUPPORTS: { description: 'The subject supports the object.' },
    ESTABLISHES: { description: 'The subject founded or set up the object.' },
    GOVERNED_BY: { description: 'The object lays down how the subject is run, such as a constitution.' },
    PUBLISHED_IN: { description: 'The subject appeared in the object.' },
    COOPERATES_WITH: { description: 'The two work together.' },
  } as const,
})
