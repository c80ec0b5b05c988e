import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import jsonld from 'jsonld'
import { DataFactory, Parser, type Quad, Store } from 'n3'
import { describe, expect, test } from 'vitest'
import { findInGraph } from '../src/change/known-slugs.ts'
import type { Database } from '../src/database/open.ts'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { loadDocument } from '../src/document/load.ts'
import { importers } from '../src/import/importers.ts'
import { RowReport } from '../src/import/problem.ts'
import { importRecords } from '../src/import/run.ts'
import { identifierIri, iriOf } from '../src/linked-data/address.ts'
import { entityDocument, factDocument } from '../src/linked-data/document.ts'
import { createTestApp, type Data } from './support/app.ts'
import { filledDatabase, freshDatabase } from './support/database.ts'
import { freshFolder, harbour, harbourText, writeFiles } from './support/dataset.ts'
import { testApp } from './support/http.ts'

const db = await filledDatabase()
const load = async (folder: string) =>
  await loadDataset(db, await readDatasetOrThrow(folder, { elsewhere: (slug) => findInGraph(db.prisma, slug) }))
await load(harbour)
await loadDocument(db, { file: harbourText })
const odd = String.raw`"a \"b\" \\ <c> \t 名 🏛"`
await load(
  writeFiles({
    'facts.yaml': `organizations:
  - {slug: odd-body, name: ${odd}, organizationType: COMPANY, labels: [ODD], identifiers: [{scheme: x-y, value: "1 <2>", url: "https://a.example/x|y?z=^"}]}
aliases:
  - {key: odd-alias, subject: odd-body, name: ${odd}, aliasKind: ALSO_KNOWN_AS, language: zh-Hant, period: 1950~/1960?, statement: ${odd}, evidence: [{paragraph: 1, anchor: a}]}
attributes:
  - {key: odd-website, subject: odd-body, attribute: website, value: "https://a.example/x|y?z=^", statement: S., evidence: [{paragraph: 1, anchor: a}]}
  - {key: odd-motto, subject: odd-body, attribute: motto, value: ${odd}, statement: S., evidence: [{paragraph: 1, anchor: a}]}
  - {key: odd-founded, subject: odd-body, attribute: founded, value: 19XX, statement: S., evidence: [{paragraph: 1, anchor: a}]}
figures:
  - {key: odd-figure, subject: odd-body, metric: ${odd}, qualifier: RANGE, amount: "1234567890123456789012345678.1234567891", upTo: "9999999999999999999999999999", currency: USD, asOf: -0043, statement: S., evidence: [{paragraph: 1, anchor: a}]}
responses:
  - {key: odd-answer, responder: coast-guild, criticism: harbour/guild-1938, stance: REJECTS, reply: ${odd}, quotations: [{text: ${odd}, speaker: ada-brook}], statement: S., evidence: [{paragraph: 3, anchor: says no}]}
`,
  }),
)
const { app } = testApp(db)
const { get } = createTestApp(db)
const shared = path.join(import.meta.dirname, '../../shared/data')

async function exported(name: string): Promise<string> {
  const response = await app.fetch(`http://localhost/export/${name}`)
  expect([name, response.status]).toEqual([name, 200])
  return await response.text()
}

const options = {
  safe: true,
  documentLoader: async (url: string) => {
    throw new Error(`The network was asked for ${url}`)
  },
}

const parsed = (text: string) => new Parser({ format: 'N-Quads' }).parse(text)
const toRdf = async (document: object): Promise<Quad[]> =>
  parsed((await jsonld.toRDF(document as never, { ...options, format: 'application/n-quads' })) as unknown as string)
const lines = (quads: readonly Quad[]) =>
  quads
    .map(({ subject, predicate, object, graph }) =>
      [subject, predicate, object, graph].map((term) => `${term.id}`).join(' '),
    )
    .sort()
const { namedNode } = DataFactory

describe('the graph as linked data', () => {
  test('JSON-LD expands without network, and says the same as the N-Quads, which parse strictly', async () => {
    const document = JSON.parse(await exported('graph.jsonld'))
    expect((await jsonld.expand(document, options)).length).toBeGreaterThan(100)
    const quads = parsed(await exported('graph.nq'))
    expect(quads.length).toBeGreaterThan(1_000)
    expect(lines(quads)).toEqual(lines(await toRdf(document)))
    // Whoever puts files together has to fear no blank node of another.
    expect(
      quads.filter(({ subject, object }) => subject.termType === 'BlankNode' || object.termType === 'BlankNode'),
    ).toEqual([])
  })

  test('each fact is a named graph whose evidence leads to the words of a document', async () => {
    const store = new Store(parsed(await exported('graph.nq')))
    const { graph } = await get('{ graph { factCount } }')
    const derived = store
      .getQuads(null, 'http://www.w3.org/ns/prov#wasAttributedTo', null, null)
      .map(({ subject }) => subject.id)
    const facts = derived.filter((id) => id.startsWith('urn:dossier:fact:'))
    expect(facts).toHaveLength(graph.factCount)
    for (const id of facts) {
      expect([id, store.getQuads(null, null, null, namedNode(id)).length]).toEqual([
        id,
        expect.toSatisfy((count: number) => count > 0),
      ])
      const targets = store.getObjects(id, 'http://www.w3.org/ns/prov#wasDerivedFrom', null)
      expect(targets.length).toBeGreaterThan(0)
      for (const target of targets) {
        const [selector] = store.getObjects(target, 'http://www.w3.org/ns/oa#hasSelector', null)
        const [source] = store.getObjects(target, 'http://www.w3.org/ns/oa#hasSource', null)
        expect(store.getObjects(selector ?? null, 'http://www.w3.org/ns/oa#exact', null)).toHaveLength(1)
        expect(store.getObjects(source ?? null, 'https://schema.org/name', null)).toHaveLength(1)
      }
    }
    // Where the text is loaded, the words around the anchor are there, as the API has them.
    const { facts: found } = await get(
      '{ facts(first: 100, where: { dataset: ["harbour"] }) { nodes { key evidence { prefix suffix anchor status } } } }',
    )
    const quotes = found.nodes.flatMap(({ key, evidence }: Data) =>
      evidence.map(({ status, ...quote }: Data, place: number) => ({
        id: `${key}#selector-${place + 1}`,
        status,
        quote,
      })),
    )
    expect(quotes.filter(({ status, quote }: Data) => status === 'FOUND' && quote.suffix).length).toBeGreaterThan(3)
    for (const { id, quote } of quotes) {
      const value = (name: string) =>
        store.getObjects(`urn:dossier:fact:harbour/${id}`, `http://www.w3.org/ns/oa#${name}`, null)[0]?.value ?? null
      expect([id, value('prefix'), value('suffix'), value('exact')]).toEqual([
        id,
        quote.prefix,
        quote.suffix,
        quote.anchor,
      ])
    }
  })

  test('things are named by their pages where the public address is known', async () => {
    const base = 'https://graph.example.org'
    const { app: known } = testApp(db, { config: { publicUrl: base } })
    const text = await (await known.fetch('http://localhost/export/graph.nq')).text()
    expect(text).toContain(`<${base}/entity/geneva>`)
    expect(text).toContain(`<${base}/fact/iom/acronym-iom#evidence-1>`)
    expect(text).not.toMatch(/<urn:dossier:(?!vocabulary:)/)
    const document = (await (await known.fetch('http://localhost/export/graph.jsonld')).json()) as { '@graph': Data[] }
    expect(document['@graph'][0]['@id']).toBe(base)
  })

  test.each([
    ['wikidata:Q123', 'http://www.wikidata.org/entity/Q123'],
    ['isni:0000 0004 0425 0000', 'https://isni.org/isni/0000000404250000'],
    ['ror:https://ror.org/04wxnsj81', 'https://ror.org/04wxnsj81'],
    ['toString:x', undefined],
    ['fundref:501100', undefined],
  ])('the identifier %s is %s', (identifier, iri) => expect(identifierIri(identifier)).toBe(iri))

  test.each([
    ['https://a.example/x y"<>', 'https://a.example/x%20y%22%3C%3E'],
    ['https://a.example/a|b^c`{d}', expect.stringMatching(/^https:\/\/a\.example\/[^|^`{}]*$/)],
    ['javascript:alert(1)', undefined],
    ['no address', undefined],
  ])('the address %s is the IRI %s', (url, iri) => expect(iriOf(url)).toEqual(iri))
})

describe('one thing as linked data', () => {
  test('an entity is said as in the file of the whole graph', async () => {
    const slug = 'international-organization-for-migration'
    const document = entityDocument.convert(await get(entityDocument.question, { slug })) as { '@graph': Data[] }
    const whole = JSON.parse(await exported('graph.jsonld'))['@graph']
    const ids = new Map(whole.map((node: Data) => [node['@id'], node]))
    const [own, ...others] = document['@graph']
    const { 'dossier:factCount': count, 'schema:alternateName': names, ...rest } = own
    const { 'schema:alternateName': allNames, ...expected } = ids.get(own['@id']) as Data
    expect(rest).toEqual(expected)
    expect(new Set(names.map((name: Data) => name['@value'] ?? name))).toEqual(
      new Set(allNames.map((name: Data) => name['@value'] ?? name)),
    )
    expect(count).toBeGreaterThan(50)
    for (const node of others) expect(node).toEqual(ids.get(node['@id']))
    expect((await toRdf(document)).length).toBeGreaterThan(100)
  })

  test('a fact of each kind is, too', async () => {
    const whole = JSON.parse(await exported('graph.jsonld'))['@graph']
    const ids = new Map(whole.map((node: Data) => [node['@id'], node]))
    const lists = ['aliases', 'attributes', 'figures', 'relationships', 'roles', 'criticisms', 'responses']
    const one = await get(
      `{ ${lists.map((list) => `${list}(first: 3) { nodes { key dataset { slug } } }`).join(' ')} }`,
    )
    const kinds = lists.flatMap((list) => {
      expect([list, one[list].nodes.length]).toEqual([list, expect.toSatisfy((count: number) => count > 0)])
      return one[list].nodes as Data[]
    })
    for (const { key, dataset } of kinds) {
      const data = await get(factDocument.question, { dataset: dataset.slug, key })
      const document = factDocument.convert(data) as { '@graph': Data[] }
      for (const node of document['@graph']) expect(node).toEqual(ids.get(node['@id']))
      await jsonld.expand(document as never, options)
    }
  })

  test.each(['/fact/iom/acronym-iom', '/entity/international-organization-for-migration', '/entity/geneva'])(
    'is the page %s for whoever asks for it',
    async (address) => {
      const page = `http://localhost${address}`
      const byName = await app.fetch(`${page}.jsonld`)
      expect([byName.status, byName.headers.get('content-type')]).toEqual([200, 'application/ld+json; charset=utf-8'])
      const document = (await byName.json()) as { '@graph': Data[] }
      const byAccept = await app.fetch(page, { headers: { accept: 'application/ld+json' } })
      expect(await byAccept.json()).toEqual(document)
      expect(document['@graph'][0]['@id']).toBe(page)
      expect((await toRdf(document)).length).toBeGreaterThan(5)
      expect((await app.fetch(`${page}-of-nobody.jsonld`)).status).toBe(404)
    },
  )

  test('what is not there is nothing', async () => {
    expect(entityDocument.convert(await get(entityDocument.question, { slug: 'nobody' }))).toBeUndefined()
    expect(factDocument.convert(await get(factDocument.question, { dataset: 'iom', key: 'nothing' }))).toBeUndefined()
  })
})

describe('other models', () => {
  const report = async (name: string) =>
    JSON.parse(await exported(name)) as {
      carried: Record<string, number>
      notCarried: { what: string; why: string; count: number }[]
    }
  const counts = async () => {
    const { graph } = await get('{ graph { factCount entityCounts { kind count } } }')
    return {
      facts: graph.factCount,
      ...Object.fromEntries(graph.entityCounts.map(({ kind, count }: Data) => [kind, count])),
    } as Record<string, number>
  }
  const factKinds = ['ALIAS', 'ATTRIBUTE', 'FIGURE', 'RELATIONSHIP', 'ROLE', 'CRITICISM', 'RESPONSE']

  test.each(['ftm', 'popolo'])('the report of %s accounts for every entity and fact', async (name) => {
    const { carried, notCarried } = await report(`${name}.report.json`)
    const all = await counts()
    const lost = (test: (what: string) => boolean, why = /./) =>
      notCarried.filter((one) => test(one.what) && why.test(one.why)).reduce((sum, { count }) => sum + count, 0)
    for (const kind of ['ORGANIZATION', 'PERSON', 'EVENT', 'CAMPAIGN', 'PLACE', 'TOPIC', 'AGREEMENT']) {
      const gone = lost((what) => what === kind, /has no (?:schema|class)/)
      expect([kind, (carried[kind] ?? 0) + gone]).toEqual([kind, all[kind] ?? 0])
    }
    const facts = factKinds.reduce((sum, kind) => sum + (carried[kind] ?? 0), 0)
    expect(facts + lost((what) => factKinds.includes(what.split(' ')[0] ?? ''))).toBe(all.facts)
    for (const { what, why, count } of notCarried)
      expect([what, why, count]).toEqual([
        what,
        expect.stringMatching(/\w/),
        expect.toSatisfy((number: number) => number > 0),
      ])
  })

  const model = path.join(shared, 'followthemoney-model.json')
  test.skipIf(!existsSync(model))(
    'FollowTheMoney knows every schema and property, and what links things leads to things that fit',
    async () => {
      const { schemata } = JSON.parse(readFileSync(model, 'utf8')) as Data
      const family = (schema: string): string[] => [schema, ...schemata[schema].extends.flatMap(family)]
      const property = (schema: string, name: string) =>
        family(schema)
          .map((each) => schemata[each].properties[name])
          .find(Boolean)
      const entities = (await exported('ftm.ndjson'))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
      const byId = new Map(entities.map((entity) => [entity.id, entity]))
      expect(byId.size).toBe(entities.length)
      for (const { id, schema, properties } of entities) {
        expect(id).toMatch(/^[0-9a-z]([0-9a-z.-]*[0-9a-z])?$/)
        expect(schemata[schema].abstract ?? false).toBe(false)
        for (const needed of family(schema).flatMap((each) => schemata[each].required ?? []))
          expect(Object.keys(properties)).toContain(needed)
        for (const [name, values] of Object.entries<string[]>(properties)) {
          const { type, range, stub } = property(schema, name) ?? {}
          expect([schema, name, type, stub ?? false]).toEqual([schema, name, expect.any(String), false])
          for (const value of values) {
            if (type === 'date') expect(value).toMatch(/^\d{4}(-\d{2}(-\d{2})?)?$/)
            if (type === 'entity')
              expect([name, family(byId.get(value)?.schema)]).toEqual([name, expect.arrayContaining([range])])
          }
        }
      }
      expect(new Set(entities.map(({ schema }) => schema)).size).toBeGreaterThan(5)
    },
  )

  const schemas = path.join(shared, 'popolo')
  test.skipIf(!existsSync(schemas))('Popolo takes every item, and what they refer to is there', async () => {
    const ajv = new Ajv({ strict: false, validateFormats: false })
    for (const file of readdirSync(schemas))
      ajv.addSchema(draft7(JSON.parse(readFileSync(path.join(schemas, file), 'utf8'))))
    for (const missing of ['motion', 'vote_event', 'vote', 'speech'])
      ajv.addSchema({ $id: `http://www.popoloproject.com/schemas/${missing}.json#` })
    const document = JSON.parse(await exported('popolo.json'))
    expect(Object.keys(document)).toEqual(['persons', 'organizations', 'areas', 'events', 'memberships'])
    for (const [list, items] of Object.entries<Data[]>(document)) {
      const validate = ajv.getSchema(`http://www.popoloproject.com/schemas/${list.slice(0, -1)}.json`)
      expect(items.length).toBeGreaterThan(0)
      for (const item of items) expect([item.id, validate?.(item), validate?.errors]).toEqual([item.id, true, null])
    }
    const idsOf = (list: string) => new Set(document[list].map(({ id }: Data) => id))
    const [people, bodies] = [idsOf('persons'), idsOf('organizations')]
    for (const { person_id: person, organization_id: body, member } of document.memberships) {
      expect(bodies).toContain(body)
      if (person) expect(people).toContain(person)
      else expect(bodies).toContain(member.id)
    }
    for (const { parent_id: parent } of document.organizations) if (parent) expect(bodies).toContain(parent)
  })
})

test.each([
  ['ftm', 'ftm.ndjson'],
  ['popolo', 'popolo.json'],
])('the importer %s reads what the export writes', { timeout: 300_000 }, async (name, file) => {
  const folder = freshFolder()
  writeFileSync(path.join(folder, file), await exported(file))
  const report = new RowReport()
  const empty = await freshDatabase()
  const importer = importers[name] as (typeof importers)[string]
  await importRecords(empty, { importer: importer as never, file: path.join(folder, file), dataset: name, report })
  expect(report.first.filter(({ code }) => code === 'BAD_VALUE')).toEqual([])
  const count = async (of: Database, kind: string) =>
    (await of.pool.query('select count(*)::int as count from entity where kind = $1', [kind])).rows[0].count
  for (const kind of ['ORGANIZATION', 'PERSON'])
    expect([kind, await count(empty, kind)]).toEqual([kind, await count(db, kind)])
  const roles = async (of: Database) => (await of.pool.query(`select title from role order by title`)).rows
  expect(await roles(empty)).toEqual(await roles(db))
})

/** The schemas are of draft 3, in which a property itself says that it is required. */
function draft7(schema: Data): Data {
  const { $schema: _, id, ...rest } = schema
  const required = Object.entries<Data>(rest.properties).flatMap(([name, { required: needed }]) =>
    needed ? [name] : [],
  )
  const properties = Object.fromEntries(
    Object.entries<Data>(rest.properties).map(([name, { required: _needed, ...property }]) => [name, property]),
  )
  return { ...rest, $id: id, properties, required }
}
