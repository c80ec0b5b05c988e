import type pg from 'pg'
import { nameKey } from '../../src/model/name-key.ts'
import { byOrdinal, type Data, type Question, rowsOf, shuffled, type Variables } from '../question.ts'

/** Pairs of a critic and a topic that have from 20 criticisms to some hundreds. */
async function criticsAndTopics(client: pg.ClientBase): Promise<Variables[]> {
  const pairs = await rowsOf(
    client,
    `select critic.name as critic, topic.name as topic from fact as f join criticism_topic as link on link.criticism_id = f.id
      join entity as critic on critic.id = f.subject_id join entity as topic on topic.id = link.topic_id
      group by critic.id, topic.id having count(*) >= 20 order by ${shuffled('critic.id * 1000003 + topic.id')} limit 20`,
  )
  return pairs.map((pair) => ({
    ...pair,
    criticKey: nameKey(String(pair.critic)),
    topicKey: nameKey(String(pair.topic)),
  }))
}

const criticismFields = `
  claim statedOn { edtf } critic { name }
  target { name aliases { name aliasKind } }
  topics { name }
  evidence { paragraph anchor sentence status references { label } document { title } }`

const readCriticism = (node: Data) => ({
  claim: node.claim,
  statedOn: node.statedOn?.edtf ?? null,
  critic: node.critic.name,
  target: {
    name: node.target.name,
    aliases: node.target.aliases.map(({ name, aliasKind }: Data) => ({ name, aliasKind })),
  },
  topics: node.topics.map((topic: Data) => topic.name),
  evidence: node.evidence.map((evidence: Data) => ({
    paragraph: evidence.paragraph,
    anchor: evidence.anchor,
    sentence: evidence.sentence,
    status: evidence.status,
    references: evidence.references.map((reference: Data) => reference.label),
    document: evidence.document.title,
  })),
})

const rowFields = `
  fromEdtf untilEdtf
  criticismByRowId { summary criticismTopicsByCriticismId { nodes { ordinal entityByTopicId { name } } } }
  entityBySubjectId { name }
  entityByObjectId { name factsBySubjectId(condition: { kind: ALIAS }, orderBy: [FROM_EARLIEST_ASC, PRIMARY_KEY_ASC]) {
    nodes { aliasByRowId { name kind } } } }
  evidencesByFactId { nodes {
    ordinal anchor status sentenceBySentenceId { text }
    paragraphByParagraphId { number documentByDocumentId { title } }
    evidenceReferencesByEvidenceId { nodes { ordinal referenceByReferenceId { label } } }
  } }`

const readRow = (node: Data) => ({
  claim: node.criticismByRowId.summary,
  statedOn: node.fromEdtf === node.untilEdtf ? node.fromEdtf : `${node.fromEdtf ?? ''}/${node.untilEdtf ?? ''}`,
  critic: node.entityBySubjectId.name,
  target: {
    name: node.entityByObjectId.name,
    aliases: node.entityByObjectId.factsBySubjectId.nodes.map(({ aliasByRowId: { name, kind } }: Data) => ({
      name,
      aliasKind: kind,
    })),
  },
  topics: byOrdinal(node.criticismByRowId.criticismTopicsByCriticismId).map((link: Data) => link.entityByTopicId.name),
  evidence: byOrdinal(node.evidencesByFactId).map((evidence: Data) => ({
    paragraph: evidence.paragraphByParagraphId.number,
    anchor: evidence.anchor,
    sentence: evidence.sentenceBySentenceId?.text ?? null,
    status: evidence.status,
    references: byOrdinal(evidence.evidenceReferencesByEvidenceId).map(
      (link: Data) => link.referenceByReferenceId.label,
    ),
    document: evidence.paragraphByParagraphId.documentByDocumentId.title,
  })),
})

/** By the names of a critic and a topic, without narrower topics: the main question. */
export const criticisms: Question = {
  name: 'criticisms',
  mostStatements: 1,
  values: criticsAndTopics,
  dossier: {
    document: `query ($critic: String!, $topic: String!) {
      criticisms(
        where: { critic: { named: $critic }, topics: { some: { named: $topic, direct: true } } }
        orderBy: [{ field: STATED_ON, nulls: LAST }], first: 20
      ) { nodes { ${criticismFields} } }
    }`,
    variables: ({ critic, topic }) => ({ critic, topic }),
    read: (data) => data.criticisms.nodes.map(readCriticism),
  },
  postgraphile: {
    document: `query ($critic: String!, $topic: String!) {
      allFacts(
        condition: { kind: CRITICISM, hasSubject: true }
        filter: {
          entityBySubjectId: { namesByEntityId: { some: { key: { equalTo: $critic } } } }
          criticismByRowId: { criticismTopicsByCriticismId: { some: {
            entityByTopicId: { namesByEntityId: { some: { key: { equalTo: $topic } } } } } } }
        }
        orderBy: [FROM_EARLIEST_ASC, PRIMARY_KEY_ASC], first: 20
      ) { nodes { ${rowFields} } }
    }`,
    variables: ({ criticKey, topicKey }) => ({ critic: criticKey, topic: topicKey }),
    read: (data) => data.allFacts.nodes.map(readRow),
  },
}

/** The same, narrower topics included: PostGraphile has no filter for a tree. */
export const criticismsWithin: Question = {
  name: 'criticisms within a topic',
  mostStatements: 1,
  values: (client) =>
    rowsOf(
      client,
      `select critic.name as critic, critic.name_key as "criticKey", topic.name as topic, topic.name_key as "topicKey"
        from (select e.name, e.name_key from entity as e join organization using (id) order by e.id offset 1 limit 10) as critic
        cross join (select name, name_key from entity where slug in ('detention', 'human-rights')) as topic
        order by ${shuffled('critic.name || topic.name')}`,
    ),
  dossier: {
    ...criticisms.dossier,
    document: criticisms.dossier.document.replace('named: $topic, direct: true', 'named: $topic'),
  },
}
