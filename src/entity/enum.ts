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

export const OrganizationTypeRef = builder.enumType('OrganizationType', {
  description: 'What sort of organisation it is.',
  values: {
    INTERGOVERNMENTAL: { description: 'Its members are states.' },
    UN_AGENCY: { description: 'An agency or related organisation of the United Nations.' },
    NGO: { description: 'A non-governmental organisation.' },
    GOVERNMENT: { description: 'A government or one of its authorities.' },
    MEDIA: { description: 'A newspaper, a broadcaster or another publisher.' },
    NETWORK: { description: 'A network of organisations.' },
    COMPANY: { description: 'A business.' },
    OTHER: { description: 'None of the others.' },
  } as const,
})

export const EventTypeRef = builder.enumType('EventType', {
  description: 'What sort of event it is.',
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
    OBSERVANCE: { description: 'A day or year that is kept.' },
    OTHER: { description: 'None of the others.' },
  } as const,
})
