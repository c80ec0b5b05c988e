/** A type of relationship, as the headings of lists say it: of the entity at its start and of the one at its end. */
interface Words {
  readonly subject: string
  readonly object: string
}

/** The types in the order in which pages show them. */
export const relationshipWords: Readonly<Record<string, Words>> = {
  PART_OF: { subject: 'Part of', object: 'Parts' },
  RELATED_TO: { subject: 'Related to', object: 'Related to it' },
  SUCCESSOR_OF: { subject: 'Successor of', object: 'Succeeded by' },
  GOVERNED_BY: { subject: 'Governed by', object: 'Governs' },
  ESTABLISHES: { subject: 'Establishes', object: 'Established by' },
  SECRETARIAT_OF: { subject: 'Secretariat of', object: 'Secretariat' },
  HOSTS: { subject: 'Hosts', object: 'Hosted by' },
  OPERATES: { subject: 'Operates', object: 'Operated by' },
  ORGANIZES: { subject: 'Organises', object: 'Organised by' },
  FUNDS: { subject: 'Funds', object: 'Funded by' },
  SUPPORTS: { subject: 'Supports', object: 'Supported by' },
  COOPERATES_WITH: { subject: 'Cooperates with', object: 'Cooperates with it' },
  PARTICIPATES_IN: { subject: 'Took part in', object: 'Took part in it' },
  WORKS_ON: { subject: 'Works on', object: 'Work on it' },
  PUBLISHED_IN: { subject: 'Published in', object: 'Published in it' },
  HEADQUARTERED_IN: { subject: 'Headquarters', object: 'Headquarters here' },
  LOCATED_IN: { subject: 'Located in', object: 'Located here' },
  MEMBER_OF: { subject: 'Member of', object: 'Members' },
}
