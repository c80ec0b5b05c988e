import { builder } from '../builder.ts'

export const FactKindRef = builder.enumType('FactKind', {
  description: 'What sort of fact it is.',
  values: {
    ALIAS: { description: 'A name that something has or had.' },
    ATTRIBUTE: { description: 'A property with a plain value, such as a website.' },
    FIGURE: { description: 'A measured number with its date.' },
    RELATIONSHIP: { description: 'How two entities stand to each other.' },
    ROLE: { description: 'A post that a person holds or held in an organisation.' },
    CRITICISM: { description: 'Somebody criticised somebody.' },
  } as const,
})

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

export const FigureQualifierRef = builder.enumType('FigureQualifier', {
  description: 'How exactly a source states a number.',
  values: {
    EXACT: { description: 'Just so many.' },
    ABOUT: { description: 'About so many: "some", "around", "estimated".' },
    MORE_THAN: { description: 'More than so many: "over".' },
    LESS_THAN: { description: 'Less than so many: "nearly", "under".' },
  } as const,
})

export const RelationshipTypeRef = builder.enumType('RelationshipType', {
  description: 'How the subject of a relationship stands to its object.',
  values: {
    PART_OF: { description: 'The subject is part of the object.' },
    MEMBER_OF: { description: 'The subject is a member of the object.' },
    RELATED_TO: { description: 'The two are related in a way that the statement spells out.' },
    SUCCESSOR_OF: { description: 'The subject came after the object and took its place.' },
    SECRETARIAT_OF: { description: 'The subject is the secretariat of the object.' },
    HOSTS: { description: 'The subject houses the object.' },
    ORGANIZES: { description: 'The subject organises or runs the object.' },
    FUNDS: { description: 'The subject pays for the object.' },
    OPERATES: { description: 'The subject operates the object, such as a facility.' },
    WORKS_ON: { description: 'The subject works on the object, a topic, or is for it.' },
    LOCATED_IN: { description: 'The subject lies or took place in the object.' },
    HEADQUARTERED_IN: { description: 'The subject has its seat in the object.' },
    PARTICIPATES_IN: { description: 'The subject takes part in the object.' },
    SUPPORTS: { description: 'The subject supports the object.' },
    ESTABLISHES: { description: 'The subject founded or set up the object.' },
    GOVERNED_BY: { description: 'The object lays down how the subject is run, such as a constitution.' },
    PUBLISHED_IN: { description: 'The subject appeared in the object.' },
    COOPERATES_WITH: { description: 'The two work together.' },
  } as const,
})

export const EvidenceStatusRef = builder.enumType('EvidenceStatus', {
  description: 'How the check of a piece of evidence against the text of its document came out.',
  values: {
    FOUND: {
      description: 'Exactly one sentence of the paragraph holds the anchor, and it is the sentence that was meant.',
    },
    AMBIGUOUS: { description: 'More than one sentence of the paragraph fits: the evidence does not say which.' },
    ORPHANED: { description: 'No sentence of the paragraph fits: the text has changed or the evidence is wrong.' },
    NOT_LOADED: { description: 'The text of the document is not in the graph, so nothing could be checked.' },
  } as const,
})
