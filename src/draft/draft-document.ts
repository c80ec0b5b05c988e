import type { PrismaClient } from '../generated/prisma/client.ts'
import type { Actor } from '../viewer.ts'
import { select } from './accept/accept.ts'
import { type ProposeInput } from './accept/propose.ts'
import { Decisions } from './decision.ts'
import { knownInGraph, withFacts } from './known-in-graph.ts'
import { readLoadedSource } from './loaded-source.ts'
import { makeDraft, rulesOrigin } from './make.ts'

interface Wanted {
  /** The slug of a document whose text is loaded. */
  readonly document: string
  /** The slug of the dataset that is to say the facts. */
  readonly dataset: string
}

/**
 * Reads the text of a document of the graph by rules: what is right and new, to be proposed.
 *
 * @throws DossierError as `readLoadedSource` does.
 */
export async function draftOfDocument(prisma: PrismaClient, wanted: Wanted, by: Actor): Promise<ProposeInput> {
  const { dataset } = wanted
  const { document, source } = await readLoadedSource(prisma, wanted.document)
  const known = await knownInGraph(prisma, dataset, [])
  const { draft, checked } = await makeDraft({
    source,
    document,
    known,
    decisions: new Decisions(),
    knownFor: (candidates) => withFacts(prisma, known, candidates),
  })
  const ids = draft.candidates.flatMap(({ id }) => id ?? [])
  return { dataset, document, source, candidates: select(checked, ids), by, origin: rulesOrigin }
}
