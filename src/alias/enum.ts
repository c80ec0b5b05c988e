import { builder } from '../builder.ts'

export const AliasKindRef = builder.enumType('AliasKind', {
  description: 'What sort of name it is.',
  values: {
    OFFICIAL: { description: 'The full name that it gives itself.' },
    FORMER: { description: 'A full name that it no longer has.' },
    ACRONYM: { description: 'Initials: IOM.' },
    ALSO_KNOWN_AS: { description: 'Another name in use.' },
    NICKNAME: { description: 'An informal or descriptive name.' },
  } as const,
})
