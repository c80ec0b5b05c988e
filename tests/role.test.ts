import { expect, it } from 'vitest'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'

const db = await freshDatabase()
const app = createTestApp(db)

const role = (key: string, documents: string[], period?: string) =>
  ({
    kind: 'ROLE',
    key,
    subject: 'ada',
    object: 'guild',
    title: key,
    ...(period === undefined ? {} : { period }),
    evidence: documents.map((document) => ({ document })),
  }) as const

await putGraph(db, {
  entities: [
    { kind: 'PERSON', slug: 'ada', name: 'Ada Brook' },
    { kind: 'ORGANIZATION', slug: 'guild', name: 'Harbour Guild' },
  ],
  documents: [{ slug: 'of-2020', asOf: '2020' }, { slug: 'of-2023', asOf: '2023-05' }, { slug: 'of-no-time' }],
  facts: [
    role('chair', ['of-2020']),
    role('warden', ['of-no-time', 'of-2023', 'of-2020']),
    role('clerk', ['of-no-time']),
    role('porter', ['of-2023'], '1990/1995'),
    role('founder', ['of-2023'], '/2021'),
    role('patron', ['of-2023'], '2018/..'),
  ],
})

const titles = async (where: object): Promise<string[]> => {
  const { roles } = await app.get('query ($where: RoleWhere) { roles(where: $where) { totalCount nodes { title } } }', {
    where,
  })
  expect(roles.totalCount).toBe(roles.nodes.length)
  return roles.nodes.map(({ title }: { title: string }) => title).toSorted()
}

it('has the time of the latest text that holds it to be so, unless its period is known', async () => {
  const fields = 'title asOf { edtf } period { label from { edtf } until { edtf } ongoing }'
  const answer = await app.get(
    `{ roles { nodes { ${fields} } } facts { nodes { ... on Role { title } period { label } } } }`,
  )
  const shown = answer.roles.nodes.map(
    (node: { title: string; asOf: { edtf: string } | null; period: { label: string } }) => {
      return [node.title, node.asOf?.edtf ?? null, node.period.label]
    },
  )
  expect(shown.toSorted()).toEqual([
    ['chair', '2020', 'as of 2020'],
    ['clerk', null, 'date unknown'],
    ['founder', null, 'until 2021'],
    ['patron', null, 'since 2018'],
    ['porter', null, 'from 1990 to 1995'],
    ['warden', '2023-05', 'as of May 2023'],
  ])
  // Nothing is made up: the start and the end stay unknown.
  expect(answer.roles.nodes.find(({ title }: { title: string }) => title === 'chair').period).toEqual({
    label: 'as of 2020',
    from: null,
    until: null,
    ongoing: false,
  })
  const labels = answer.facts.nodes.map((node: { period: { label: string } }) => node.period.label)
  expect(labels.toSorted()).toEqual(shown.map(([, , label]: string[]) => label).toSorted())
})

it.each([
  [{ period: { overlaps: '2023' } }, ['chair', 'clerk', 'patron', 'warden']],
  [{ period: { overlaps: '1992' } }, ['chair', 'clerk', 'founder', 'porter', 'warden']],
  [{ asOf: { within: '2023' } }, ['warden']],
  [{ asOf: { before: '2023' } }, ['chair']],
  [{ asOf: { after: '2020' } }, ['warden']],
  [{ asOf: { isNull: false } }, ['chair', 'warden']],
  [{ asOf: { isNull: true } }, ['clerk', 'founder', 'patron', 'porter']],
  [{ NOT: { asOf: { within: '2023' } } }, ['chair', 'clerk', 'founder', 'patron', 'porter']],
])('%j finds %j', async (where, expected) => expect(await titles(where)).toEqual(expected))

it('shows that time also where nothing else is asked', async () => {
  const { roles } = await app.get('{ roles { nodes { asOf { edtf } } } }')
  expect(roles.nodes.filter((role: { asOf: unknown }) => role.asOf !== null)).toHaveLength(2)
})

it('asks the texts once for all posts', async () => {
  const { statements } = await app.ask('{ roles { nodes { asOf { edtf } period { label } } } }')
  expect(statements).toBeLessThanOrEqual(3)
})
