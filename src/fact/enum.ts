import { builder } from '../builder.ts'

export const FactKindRef = builder.enumType('FactKind', {
  description: 'The kinds of facts.',
  values: {
    ALIAS: { description: 'A name that something has or had.' },
    ATTRIBUTE: { description: 'A property with a plain value, such as a website.' },
    FIGURE: { description: 'A measured number with its date.' },
    RELATIONSHIP: { description: 'How two entities are related, such as membership.' },
    ROLE: { description: 'A post that a person holds or held in an organisation.' },
    CRITICISM: { description: 'Somebody criticised somebody or something.' },
  } as const,
})
