import { describe, expect, test } from 'vitest'
import { removeDataset } from '../src/dataset/load.ts'
import { loadDocument } from '../src/document/load.ts'
import { createTestApp } from './support/app.ts'
import { copyHarbour, edit, harbour, harbourText } from './support/dataset.ts'
import { datasetGraph } from './support/dataset-graph.ts'

const { db, load } = await datasetGraph()
const app = createTestApp(db)

interface Listed {
  readonly operation: string
  readonly type: string
  readonly key: string
  readonly cursor: string
}

/** The changes of a list, in one word each. */
const named = (list: { readonly nodes: readonly Listed[] }) =>
  list.nodes.map(({ operation, type, key }) => `${operation} ${type} ${key}`)

const shown = 'nodes { operation type key cursor }'

describe('changes', () => {
  test('are listed with the oldest first, and go on after a cursor and after a revision', async () => {
    const folder = copyHarbour()
    const { revision } = await load(folder)
    edit(folder, 'entities.yaml', 'name: Port Alma', 'name: Port Almay')
    await load(folder)
    const { changes } = await app.get(`{ changes(first: 100) { totalCount ${shown} } }`)
    expect(changes.totalCount).toBe(22)
    expect(named(changes)[0]).toBe('CREATE DATASET harbour')
    const since = await app.get(`{ changes(after: "${revision}") { ${shown} pageInfo { hasPreviousPage } } }`)
    expect(named(since.changes)).toEqual(['UPDATE ENTITY port-alma'])
    const { cursor } = changes.nodes[19]
    const rest = await app.get(`{ changes(after: "${cursor}") { totalCount ${shown} } }`)
    expect(rest.changes.nodes).toEqual(changes.nodes.slice(20))
    expect(rest.changes.totalCount).toBe(22)
    const back = await app.get(`{ changes(before: "${revision}", last: 2) { ${shown} } }`)
    expect(back.changes.nodes).toEqual(changes.nodes.slice(19, 21))
  })

  test('say who changed what, from what to what', async () => {
    const folder = copyHarbour()
    const { revision } = await load(folder)
    edit(folder, 'entities.yaml', 'slug: port-alma', 'slug: alma, formerSlugs: [port-alma]')
    await load(folder)
    const { changes } = await app.get(`{ changes(after: "${revision}", where: { type: ENTITY }) { nodes {
      revision ordinal operation dataset key formerKey origin { by name version } before after
      node { __typename ... on Place { slug } } } } }`)
    expect(changes.nodes).toMatchObject([
      {
        ordinal: 1,
        operation: 'UPDATE',
        dataset: 'harbour',
        key: 'alma',
        formerKey: 'port-alma',
        origin: { by: 'FILES', name: 'dataset harbour', version: null },
        before: { slug: 'port-alma', partOf: 'alma-coast' },
        after: { slug: 'alma', formerSlugs: ['port-alma'] },
        node: { __typename: 'Place', slug: 'alma' },
      },
    ])
  })

  test('tell of everything that names what was renamed, which is no edit of it', async () => {
    const folder = copyHarbour()
    const { revision } = await load(folder)
    edit(folder, 'entities.yaml', 'slug: alma-coast', 'slug: coast, formerSlugs: [alma-coast]')
    edit(folder, 'entities.yaml', 'slug: coast-guild', 'slug: guild, formerSlugs: [coast-guild]')
    await load(folder)
    const { changes, facts } = await app.get(`{
      changes(after: "${revision}") { nodes { operation type key cursor before after } }
      facts(where: { key: "guild-1938" }) { nodes { version } } }`)
    expect(named(changes)).toEqual([
      'UPDATE ENTITY coast',
      'UPDATE ENTITY guild',
      'UPDATE ENTITY port-alma',
      'UPDATE FACT guild-1938',
    ])
    expect(changes.nodes[2]).toMatchObject({ before: { partOf: 'alma-coast' }, after: { partOf: 'coast' } })
    expect(changes.nodes[3].after).toMatchObject({ critic: 'guild', publishedBy: 'guild' })
    expect(facts.nodes).toEqual([{ version: 1 }])
  })

  test('keep the last words of what is gone', async () => {
    await load(harbour)
    await removeDataset(db, 'harbour')
    const { changes } = await app.get(`{ changes(where: { dataset: "harbour", key: "guild-1938" }) {
      nodes { operation type key cursor before node { id } } } }`)
    expect(named(changes)).toEqual(['CREATE FACT guild-1938', 'DELETE FACT guild-1938'])
    expect(changes.nodes[1]).toMatchObject({ node: null, before: { critic: 'coast-guild' } })
  })

  test.each([
    ['type: [FACT]', 9],
    ['type: SAME_AS', 0],
    ['factKind: [CRITICISM, ROLE]', 2],
    ['entityKind: PLACE', 2],
    ['operation: DELETE', 0],
    ['origin: FILES', 21],
    ['originName: "Dataset HARBOUR"', 21],
    ['NOT: { type: FACT }', 12],
    ['OR: [{ key: "shelter" }, { key: "guild-1938" }]', 2],
    ['at: { after: "2020-01-01" }', 21],
    ['at: { before: "2020-01-01" }', 0],
  ])('can be filtered: %s', async (where, count) => {
    await load(harbour)
    expect(await app.get(`{ changes(where: { ${where} }) { totalCount } }`)).toEqual({ changes: { totalCount: count } })
  })

  test('can be limited to those up to a revision', async () => {
    const { revision } = await load(harbour)
    await loadDocument(db, { file: harbourText })
    const { changes } = await app.get(`{ changes(where: { until: "${revision}" }) { totalCount } }`)
    expect(changes.totalCount).toBe(21)
  })

  test('hint at words that are not in the log', async () => {
    await load(harbour)
    const { extensions } = await app.ask('{ changes(where: { key: "shelterr" }) { totalCount } }')
    expect(extensions?.hints).toMatchObject([
      { argument: 'where.key', value: 'shelterr', suggestions: expect.arrayContaining(['shelter']) },
    ])
  })

  test('refuse what is no cursor, and what nobody can go on from', async () => {
    const { revision } = await load(harbour)
    const ask = (after: string) => app.refusal(`{ changes(after: "${after}") { totalCount } }`)
    expect(await ask('soon')).toMatchObject({ extensions: { code: 'BAD_CURSOR', argument: 'after' } })
    expect((await ask('soon')).message).toContain('`after` is "soon", which is neither a cursor of a change')
    for (const gone of ['aaaaaaaaaaaa-1', `${revision}.99`, `${revision.replace(/\d+$/, '7')}`]) {
      expect(await ask(gone), gone).toMatchObject({ extensions: { code: 'GONE', after: gone } })
    }
  })
})

describe('a history', () => {
  test('of an entity goes back beyond its renaming, and has what other datasets say', async () => {
    const folder = copyHarbour()
    await load(folder)
    edit(folder, 'entities.yaml', 'slug: port-alma', 'slug: alma, formerSlugs: [port-alma]')
    await load(folder)
    const { entity } = await app.get(`{ entity(ref: { slug: "alma" }) { history { totalCount ${shown} } } }`)
    expect(named(entity.history)).toEqual(['CREATE ENTITY port-alma', 'UPDATE ENTITY alma'])
  })

  test('of facts is read with them, in one statement', async () => {
    const folder = copyHarbour()
    await load(folder)
    edit(folder, 'facts/claims.yaml', 'amount: 40', 'amount: 41')
    await load(folder)
    const { data, statements } = await app.ask(`{ facts(where: { factKind: [FIGURE, CRITICISM] }) {
      nodes { key history { nodes { operation type key cursor after } pageInfo { endCursor } } } } }`)
    expect(statements).toBe(1)
    const [figure] = data.facts.nodes.filter(({ key }: { key: string }) => key === 'harbour-staff')
    expect(figure.history.nodes.map(({ after }: { after: { amount: string } }) => after.amount)).toEqual(['40', '41'])
  })

  test('of an entity with its facts has those that are gone, and goes on after a revision', async () => {
    const folder = copyHarbour()
    const { revision } = await load(folder)
    const ask = async (slug: string) => {
      const question = `{ entity(ref: { slug: "${slug}" }) { changesAbout(after: "${revision}") { ${shown} } } }`
      return named((await app.get(question)).entity.changesAbout)
    }
    expect(await ask('harbour-aid')).toEqual([])
    edit(folder, 'entities.yaml', 'slug: port-alma', 'slug: alma, formerSlugs: [port-alma]')
    edit(folder, 'facts/claims.yaml', 'key: harbour-staff', 'key: harbour-crew')
    await load(folder)
    // Two facts name the port by its new slug.
    const updated = ['UPDATE FACT guild-1938', 'UPDATE FACT harbour-in-port-alma']
    const [made, gone] = ['CREATE FACT harbour-crew', 'DELETE FACT harbour-staff']
    expect((await ask('harbour-aid')).toSorted()).toEqual([made, gone, ...updated])
    expect(await ask('port-alma')).toEqual(expect.arrayContaining(['UPDATE ENTITY alma']))
    expect(await ask('port-alma')).not.toContain(gone)
  })
})
