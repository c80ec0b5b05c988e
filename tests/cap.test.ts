import { beforeAll, describe, expect, it } from 'vitest'
import { facetCap, shortListCap } from '../src/query/cap.ts'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'

const db = await freshDatabase()
const app = createTestApp(db)

/** Runs statements without triggers: many rows at once, and no evidence is asked of them. */
async function insert(...statements: readonly string[]): Promise<void> {
  const all = ['set local session_replication_role = replica', ...statements]
  await db.prisma.$transaction(all.map((statement) => db.prisma.$executeRawUnsafe(statement)))
}

/** Facts of the organisation "iom", numbered from `from` on, with a row each in the table of their kind. */
function facts(kind: string, from: number, count: number, columns: string, values: string): string {
  return `with made as (
      insert into fact (kind, key, dataset_id, digest, subject_id, object_id, statement)
      select '${kind}', '${kind}-' || n, dataset.id, '', entity.id, (select id from entity where slug = 'thing-' || n), 'Fact.'
      from generate_series(${from}, ${from + count - 1}) as n, dataset, entity where entity.slug = 'iom'
      returning id, key
    ) insert into ${kind.toLowerCase()} (id, ${columns}) select id, ${values} from made`
}

/** Topics under the topic "topic", numbered from `from` on. */
function topics(from: number, count: number): string {
  return `with made as (
      insert into entity (kind, slug, name, name_key, dataset_id, digest)
      select 'TOPIC', 'thing-' || n, 'Topic ' || n, 'topic ' || n, dataset.id, ''
      from generate_series(${from}, ${from + count - 1}) as n, dataset returning id
    ) insert into topic (id, broader_id) select id, (select id from entity where slug = 'topic') from made`
}

beforeAll(async () => {
  await putGraph(db, {
    entities: [
      { kind: 'ORGANIZATION', slug: 'iom' },
      { kind: 'TOPIC', slug: 'topic' },
    ],
  })
  await addFrom(1, shortListCap)
})

async function addFrom(from: number, count: number): Promise<void> {
  await insert(
    topics(from, count),
    facts('ALIAS', from, count, 'name, kind', `key, 'OFFICIAL'`),
    facts('ATTRIBUTE', from, count, 'key, value', `'official-language', key`),
    facts('RELATIONSHIP', from, count, 'type', `'WORKS_ON'`),
  )
}

const lists = [
  ['Organization.aliases', '{ organization(ref: { slug: "iom" }) { list: aliases { name } } }', 'aliases'],
  [
    'Organization.officialLanguages',
    '{ organization(ref: { slug: "iom" }) { list: officialLanguages } }',
    'attributes',
  ],
  ['Organization.topics', '{ organization(ref: { slug: "iom" }) { list: topics { slug } } }', 'WORKS_ON'],
  ['Topic.narrower', '{ organization: topic(ref: { slug: "topic" }) { list: narrower { slug } } }', 'within'],
] as const

describe('a list without pages', () => {
  it.each(lists)('%s shows as many items as it may', async (_, document) => {
    expect((await app.get(document)).organization.list).toHaveLength(shortListCap)
  })

  it('is refused rather than cut when it has more, and says what to ask instead', async () => {
    await addFrom(shortListCap + 1, 1)
    for (const [list, document, instead] of lists) {
      const { message, extensions } = await app.refusal(document)
      expect(message).toMatch(`\`${list}\` has more than 1000 items`)
      expect(message).toMatch(new RegExp(`Ask for \`.*${instead}.*\` page by page instead\\.`))
      expect(extensions).toMatchObject({ code: 'TOO_COMPLEX', list, maximum: shortListCap })
    }
  })

  it('still shows those that an argument leaves', async () => {
    const { organization } = await app.get(
      '{ organization(ref: { slug: "iom" }) { aliases(kinds: [FORMER]) { name } } }',
    )
    expect(organization.aliases).toEqual([])
  })
})

/** Criticisms, one in each of some years. */
function criticisms(from: number, count: number): string {
  const day = `make_date(n, 1, 1) - date '1970-01-01'`
  return `insert into fact (kind, key, dataset_id, digest, subject_id, object_id, statement,
      from_edtf, from_earliest, from_latest, until_edtf, until_earliest, until_latest)
    select 'CRITICISM', 'CRITICISM-' || n, dataset.id, '', entity.id, entity.id, 'Fact.',
      n::text, ${day}, ${day}, n::text, ${day}, ${day}
    from generate_series(${from}, ${from + count - 1}) as n, dataset, entity where entity.slug = 'iom'`
}

it('a facet that shows all of its values is refused rather than cut', async () => {
  const document = '{ criticisms { facets { years { year count } } } }'
  await insert(criticisms(1, facetCap))
  expect((await app.get(document)).criticisms.facets.years).toHaveLength(facetCap)
  await insert(criticisms(facetCap + 1, 1))
  const { message, extensions } = await app.refusal(document)
  expect(message).toContain('`CriticismFacets.years` has more than 10000 items')
  expect(message).toContain('criticisms(where: { statedOn: { within: "1900/1999" } })')
  expect(extensions).toMatchObject({ code: 'TOO_COMPLEX', list: 'CriticismFacets.years', maximum: facetCap })
})
