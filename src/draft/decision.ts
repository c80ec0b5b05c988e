import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { replaceFile } from '../dataset/write/replace-file.ts'
import { DossierError } from '../errors.ts'

/**
 * The file of a dataset's folder that remembers what curators decided about candidates, so that no draft brings the same
 * again. It is no YAML, so readers of datasets pass over it.
 */
const decisionsName = 'decisions.json'

const decisionShape = z.strictObject({
  /** What the candidate says: see identity.ts. */
  identity: z.string(),
  /** REJECTED with its reason; EDITED: it was accepted in other words, as the fact `key`. */
  decision: z.enum(['REJECTED', 'EDITED']),
  /** What it said, for people. */
  said: z.string(),
  reason: z.string().optional(),
  key: z.string().optional(),
  /** The day, as YYYY-MM-DD. */
  on: z.string(),
})

export type Decision = z.infer<typeof decisionShape>

/** What was decided about candidates. */
export class Decisions {
  readonly list: readonly Decision[]
  readonly #byIdentity: ReadonlyMap<string, Decision>

  constructor(list: readonly Decision[] = []) {
    this.list = list
    this.#byIdentity = new Map(list.map((decision) => [decision.identity, decision]))
  }

  find(identity: string): Decision | undefined {
    return this.#byIdentity.get(identity)
  }

  with(more: readonly Decision[]): Decisions {
    return new Decisions([...new Map([...this.list, ...more].map((one) => [one.identity, one])).values()])
  }
}

/** @throws DossierError BAD_USER_INPUT for a file that does not hold decisions. */
export async function readDecisions(folder: string): Promise<Decisions> {
  const file = path.join(folder, decisionsName)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return '[]'
    throw error
  })
  const { success, data } = z.array(decisionShape).safeParse(parsed(text))
  if (success) return new Decisions(data)
  const message = `${file} does not hold the decisions about candidates as \`draft review\` writes them. Mend it, or take it away: what it remembers would be proposed again.`
  throw new DossierError('BAD_USER_INPUT', message, { file })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export async function writeDecisions(folder: string, decisions: Decisions): Promise<void> {
  if (decisions.list.length === 0) return
  // A line for each decision, so that differences of versions can be read.
  const lines = decisions.list.map((decision) => `  ${JSON.stringify(decision)}`)
  await mkdir(folder, { recursive: true })
  await replaceFile(path.join(folder, decisionsName), `[\n${lines.join(',\n')}\n]\n`)
}
