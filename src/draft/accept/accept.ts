import path from 'node:path'
import { slug as slugFormat } from '../../change/value-format.ts'
import { headerName, readFolder } from '../../dataset/read/folder.ts'
import { DossierError } from '../../errors.ts'
import type { CheckedCandidate } from '../check/check.ts'
import { type Decision, writeDecisions } from '../decision.ts'
import { type DraftCandidate, type DraftDocument, isEntityKind } from '../format.ts'
import { slugFrom } from '../key.ts'
import { textsIn } from '../known.ts'
import type { DraftSource } from '../source.ts'
import type { Workspace } from '../workspace.ts'
import { changesOf, type NewHeader } from './changes.ts'
import { writeChanges } from './write.ts'

interface AcceptInput {
  readonly workspace: Workspace
  readonly source: DraftSource
  readonly document: DraftDocument
  /** The candidates to accept. */
  readonly accepted: readonly CheckedCandidate[]
  /** What else was decided: rejections, and what was accepted in other words. */
  readonly decisions: readonly Decision[]
  /** Of a dataset that is made. */
  readonly title?: string | undefined
}

export interface Accepted {
  /** Keys and slugs, in the order of the draft. */
  readonly items: readonly string[]
  /** The files that were written, by their paths in the folder. */
  readonly files: readonly string[]
}

/**
 * Writes candidates into the files of a dataset, which is made if it is not there, and remembers what was decided.
 *
 * @throws As `writeChanges` does.
 */
export async function acceptCandidates(input: AcceptInput): Promise<Accepted> {
  const { workspace, source, document, accepted, decisions } = input
  const { folder, dataset, elsewhere } = workspace
  if (dataset === undefined) await refuseOtherFiles(folder)
  const target = { document, source, dataset: dataset ?? newHeader(input) }
  const files = await writeChanges(folder, dataset?.files ?? [], changesOf(accepted, target), elsewhere)
  if (decisions.length > 0) await writeDecisions(folder, workspace.decisions.with(decisions))
  return { items: accepted.map(({ id }) => id), files }
}

/** Files of something else would be replaced, or read as part of the dataset from then on. */
async function refuseOtherFiles(folder: string): Promise<void> {
  const [first] = (await readFolder(folder)).files
  if (first === undefined) return
  const message = `${folder} holds YAML files (${first.file}) and no ${headerName}, so it is no dataset. Write one, or name another folder.`
  throw new DossierError('CONFLICT', message, { file: first.file })
}

/** The name of the folder is the slug of a new dataset. */
function newHeader({ workspace: { folder }, document, title }: AcceptInput): NewHeader {
  const slug = slugFrom(path.basename(path.resolve(folder)))
  if (slugFormat.safeParse(slug).success) return { slug, title: title ?? document.title, language: document.language }
  const message = `The folder "${folder}" cannot give its name to a dataset: give one with Latin letters or digits in it.`
  throw new DossierError('BAD_USER_INPUT', message, { folder })
}

/**
 * The candidates with these ids, and the entities of the draft that they need; without ids all that are right.
 *
 * @throws DossierError NOT_FOUND for an id that no candidate has, BAD_USER_INPUT for that of one that is refused.
 */
export function select(checked: readonly CheckedCandidate[], ids?: readonly string[]): CheckedCandidate[] {
  const right = checked.filter(({ problems }) => problems.length === 0)
  if (ids === undefined) return right
  const unknown = ids.find((id) => !checked.some((one) => one.id === id))
  if (unknown !== undefined) {
    const message = `The draft has no candidate "${unknown}"; \`draft check\` lists their ids.`
    throw new DossierError('NOT_FOUND', message, { value: unknown })
  }
  refuseRefused(checked, ids)
  return withNeeded(right, new Set(ids))
}

/** Whoever names a candidate means it: it is not left out in silence. */
function refuseRefused(checked: readonly CheckedCandidate[], ids: readonly string[]): void {
  const refused = checked.find(({ id, problems }) => problems.length > 0 && ids.includes(id))
  const [problem] = refused?.problems ?? []
  if (refused === undefined || problem === undefined) return
  const where = problem.field === '' ? '' : `${problem.field} `
  const message = `The candidate "${refused.id}" is refused, ${problem.code}: ${where}${problem.message}.`
  throw new DossierError('BAD_USER_INPUT', message, { value: refused.id, code: problem.code })
}

/** Facts need the entities that they name, and entities may need others. */
export function withNeeded(right: readonly CheckedCandidate[], ids: ReadonlySet<string>): CheckedCandidate[] {
  const wanted = new Set(ids)
  let size = -1
  while (size !== wanted.size) {
    size = wanted.size
    const named = right
      .filter(({ id }) => wanted.has(id))
      .flatMap(({ given }) => textsIn((given as DraftCandidate).fact))
    for (const one of right) if (isNeeded(one) && named.includes(one.id)) wanted.add(one.id)
  }
  return right.filter(({ id }) => wanted.has(id))
}

function isNeeded({ given }: CheckedCandidate): boolean {
  const { kind } = given as DraftCandidate
  return isEntityKind(kind) || kind === 'CRITICISM'
}
