import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { newKey } from './support/access.ts'
import { createTestApp, type Data } from './support/app.ts'
import { filledDatabase } from './support/database.ts'

// What a researcher reads out of the first dataset: each answer is kept whole as a snapshot, and its point is named.

const db = await filledDatabase()
const app = createTestApp(db)

const folder = path.join(import.meta.dirname, '../questions')
const textOf = (name: string) => readFileSync(path.join(folder, name), 'utf8')
const files = readdirSync(folder).filter((name) => name.endsWith('.graphql'))
const names = files.filter((name) => !/^mutation\b/m.test(textOf(name)))
const ask = (name: string): Promise<Data> => app.get(textOf(name))
const namesOf = (things: { name: string }[]) => things.map(({ name }) => name)

describe('the example questions', () => {
  it.each(names)('%s has the answer it had', async (name) => {
    const answer = await ask(name)
    // Its epoch is random.
    if (answer.graph?.revision) answer.graph.revision = answer.graph.revision.replace(/^[0-9a-f]{12}-/, '')
    expect(answer).toMatchSnapshot()
  })

  it('propose a change, which a curator then sees', async () => {
    const [author, curator] = await Promise.all([newKey(db, 'CONTRIBUTOR'), newKey(db, 'CURATOR')])
    const { createProposal } = await createTestApp(db, {}, author.headers).get(textOf('19-propose-a-change.graphql'))
    expect(createProposal).toMatchObject({
      problems: [],
      proposal: { state: 'OPEN', changes: { nodes: [{ status: 'NEW' }] } },
    })
    const review = textOf('20-what-waits-for-review.graphql')
    const { proposals } = await createTestApp(db, {}, curator.headers).get(review)
    expect(proposals).toMatchObject({ totalCount: 1, nodes: [{ id: createProposal.proposal.id, isStale: false }] })
    expect((await ask('20-what-waits-for-review.graphql')).proposals.totalCount).toBe(0)
  })

  it('find what Human Rights Watch criticised about detention, by any of its names and of the topic', async () => {
    const count = async (critic: string, topic: string) => {
      const where = { critic: { named: critic }, topics: { some: { within: { named: topic } } } }
      const document = 'query ($where: CriticismWhere) { criticisms(where: $where) { totalCount nodes { claim } } }'
      return await app.get(document, { where })
    }
    const answer = await count('Human Rights Watch', 'detention')
    expect(answer.criticisms.totalCount).toBeGreaterThanOrEqual(3)
    for (const critic of ['HRW', 'human  rights watch', 'HUMAN RIGHTS-WATCH']) {
      expect(await count(critic, 'detention')).toEqual(answer)
    }
    expect(await count('HRW', 'detention centres')).toEqual(answer)
    expect((await count('Human Rights%', 'detention')).criticisms.totalCount).toBe(0)
  })

  it('tell the names of the IOM and their years', async () => {
    const { organization } = await ask('02-names-through-time.graphql')
    expect(organization.inTheSeventies).toBe('Intergovernmental Committee for European Migration')
    const acronyms = organization.aliases.filter((alias: Data) => alias.aliasKind === 'ACRONYM')
    expect(acronyms.map((alias: Data) => [alias.name, alias.period.label])).toEqual([
      ['PICMME', 'from 1951 to 1952'],
      ['ICEM', 'from 1952 to 1980'],
      ['ICM', 'from 1980 to 1989'],
      ['IOM', 'since 1989'],
    ])
  })

  it('keep figures that disagree side by side', async () => {
    const { organization } = await ask('04-figures-side-by-side.graphql')
    const staff = organization.figures.nodes.filter((figure: Data) => figure.metric === 'staff')
    expect(staff.map((figure: Data) => [figure.amount, figure.qualifier, figure.asOf?.label ?? null])).toEqual([
      ['17761', 'EXACT', '2021'],
      ['11500', 'ABOUT', null],
    ])
  })

  it('lead through the organisation from a critic to its city', async () => {
    const { paths } = await ask('09-how-are-they-connected.graphql')
    expect(paths.paths[0].steps.map((step: Data) => step.to.name)).toEqual([
      'International Organization for Migration',
      'Geneva',
    ])
  })

  it('count critics by what they criticised', async () => {
    const { critics } = await ask('14-who-criticises-often.graphql')
    expect(namesOf(critics.nodes)[0]).toBe('Human Rights Watch')
  })
})

const shared = path.join(import.meta.dirname, '../../shared/questions')
const others = existsSync(shared) ? readdirSync(shared).filter((name) => name.endsWith('.graphql')) : []

describe.skipIf(others.length === 0)('questions that others ask (skipped where there is no shared/questions)', () => {
  const expectAnswer = async (name: string) => {
    const { data, errors, extensions } = await app.ask(readFileSync(path.join(shared, name), 'utf8'))
    expect(errors).toBeUndefined()
    // Where nothing is found, the answer has to say why.
    expect(JSON.stringify(extensions?.hints ?? data)).toMatch(/"(name|metric|message)":"/)
  }
  it.each(others)('%s is answered', expectAnswer)
})
