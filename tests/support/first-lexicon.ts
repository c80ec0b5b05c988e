import { readDatasetOrThrow } from '../../src/dataset/read/read.ts'
import { firstDataset } from '../../src/dataset/seed.ts'
import type { Named } from './rule-context.ts'

/** The facts of the first dataset, and its entities with all their names as rules know them. */
export async function readFirstDataset() {
  const { entities, facts } = await readDatasetOrThrow(firstDataset)
  const drafts = facts.map(({ draft }) => draft)
  const aliases = drafts.filter(({ kind }) => kind === 'ALIAS')
  const lexicon: Named[] = entities.map(({ draft: { slug, kind, name, labels } }) => {
    const stated = aliases.filter(({ subject }) => subject === slug).map((alias) => String(alias.name))
    return { slug, kind, name, names: [...labels.map(({ text }) => text), ...stated] }
  })
  return { lexicon, facts: drafts }
}
