import type * as Model from '../generated/prisma/client.ts'

interface Searchable {
  search: string
}

/** The tables as Kysely sees them: Prisma's models under the names of their tables. */
export interface Tables {
  dataset: Model.Dataset
  entity: Model.Entity & Searchable
  organization: Model.Organization
  person: Model.Person
  event: Model.Event
  campaign: Model.Campaign
  place: Model.Place
  topic: Model.Topic
  agreement: Model.Agreement
  name: Model.Name
  identifier: Model.Identifier
  fact: Model.Fact & Searchable
  alias: Model.Alias
  attribute: Model.Attribute
  figure: Model.Figure
  relationship: Model.Relationship
  role: Model.Role
  criticism: Model.Criticism
  criticismTopic: Model.CriticismTopic
  criticismAbout: Model.CriticismAbout
  spokesperson: Model.Spokesperson
  quotation: Model.Quotation
  document: Model.Document
  paragraph: Model.Paragraph
  sentence: Model.Sentence & Searchable
  reference: Model.Reference
  evidence: Model.Evidence
  evidenceReference: Model.EvidenceReference
  revision: Model.Revision
}
