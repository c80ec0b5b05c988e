import { builder } from '../builder.ts'

export const AliasKindRef = builder.enumType('AliasKind', {
  description: 'The kinds of names that something can have.',
  values: {
    OFFICIAL: { description: 'The full name that it gives itself.' },
    FORMER: { description: 'A full name that it no longer has.' },
    ACRONYM: { description: 'The initials of a name: IOM.' },
    ALSO_KNOWN_AS: { description: 'Another name in use.' },
    NICKNAME: { description: 'An informal or descriptive name.' },
  } as const,
})
