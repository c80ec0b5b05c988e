import { builder } from '../builder.ts'

export const OrganizationTypeRef = builder.enumType('OrganizationType', {
  description: 'The types of organisations.',
  values: {
    INTERGOVERNMENTAL: { description: 'An organisation whose members are states.' },
    UN_AGENCY: { description: 'An agency or related organisation of the United Nations.' },
    NGO: { description: 'A non-governmental organisation.' },
    GOVERNMENT: { description: 'A government or one of its authorities.' },
    MEDIA: { description: 'A newspaper, a broadcaster or another publisher.' },
    NETWORK: { description: 'A network of organisations.' },
    COMPANY: { description: 'A business of any size.' },
    OTHER: { description: 'None of the other types.' },
  } as const,
})
