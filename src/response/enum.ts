import { builder } from '../builder.ts'

export const ResponseStanceRef = builder.enumType('ResponseStance', {
  description: 'How a response takes a criticism.',
  values: {
    REJECTS: { description: 'It says that the criticism is wrong.' },
    DISPUTES_IN_PART: { description: 'It accepts some of the criticism and disputes the rest.' },
    ACKNOWLEDGES: { description: 'It says that the criticism is right.' },
    PROMISES_CHANGE: { description: 'It says what will change.' },
  } as const,
})
