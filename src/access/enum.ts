import { builder } from '../builder.ts'

export const AccessRoleRef = builder.enumType('AccessRole', {
  description:
    'What a caller may do. In the order READER, CONTRIBUTOR, CURATOR, ADMIN each role may also do what those before it may.',
  values: {
    READER: { description: 'Reads the graph. Callers without a key have this role.' },
    CONTRIBUTOR: { description: 'Proposes changes of the graph.' },
    CURATOR: { description: 'Accepts and rejects proposals.' },
    ADMIN: { description: 'Makes and revokes keys, and manages datasets.' },
  } as const,
})
