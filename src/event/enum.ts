import { builder } from '../builder.ts'

export const EventTypeRef = builder.enumType('EventType', {
  description: 'The types of events.',
  values: {
    FOUNDING: { description: 'An organisation was founded.' },
    RENAMING: { description: 'An organisation changed its name.' },
    AGREEMENT: { description: 'An agreement was concluded, adopted or came into force.' },
    CRISIS: { description: 'A crisis, such as many people fleeing.' },
    CONFLICT: { description: 'A war or another armed conflict.' },
    DISASTER: { description: 'A disaster of nature or technology.' },
    ELECTION: { description: 'An election or referendum.' },
    APPOINTMENT: { description: 'Somebody took a post.' },
    LAUNCH: { description: 'Something was started, such as a campaign.' },
    STATUS_CHANGE: { description: 'An organisation changed its standing, such as becoming a UN agency.' },
    OBSERVANCE: { description: 'A day or year of commemoration, such as International Migrants Day.' },
    OTHER: { description: 'None of the other types.' },
  } as const,
})
