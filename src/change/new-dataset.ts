import { DossierError } from '../errors.ts'
import { quoted } from '../model/value.ts'
import type { Change } from './change.ts'
import { changeDataset } from './dataset.ts'
import { readItem } from './item-draft.ts'
import { fieldText } from './problem.ts'

/** The head of a dataset as somebody gives it. */
export interface NewDataset {
  readonly slug: string
  readonly title: string
  /** BCP 47. "en" if it is not given. */
  readonly language?: string
  readonly licence?: string
}

/**
 * Makes a dataset without items, which accepted proposals change.
 *
 * @throws DossierError BAD_USER_INPUT that names the field; CONFLICT when there is one with the slug.
 */
export async function createDataset(change: Change, dataset: NewDataset): Promise<void> {
  const { draft, problems = [] } = readItem('dataset', { ...dataset })
  if (draft === undefined) {
    const lines = problems.map(({ path, message }) => `\`${fieldText(path)}\`: ${message}`)
    throw new DossierError('BAD_USER_INPUT', `The dataset is not right: ${lines.join('; ')}.`)
  }
  const { slug } = draft
  if ((await change.tx.dataset.findUnique({ where: { slug } })) !== null) {
    throw new DossierError('CONFLICT', `There is a dataset ${quoted(slug)} already; choose another slug.`, {
      value: slug,
    })
  }
  await changeDataset(change, { ...draft, documents: [], entities: [], facts: [] })
  await change.tx.dataset.update({ where: { slug }, data: { managedBy: 'GRAPH' } })
}
