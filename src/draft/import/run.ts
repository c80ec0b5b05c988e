import type { CommandContext } from '../../command-line/command.ts'
import type { CommandResult } from '../../command-line/result.ts'
import { checkCandidates } from '../check/check.ts'
import { documentOf } from '../document.ts'
import { readTextFile } from '../file.ts'
import { type DraftCandidate, type DraftOrigin, formatName } from '../format.ts'
import { type KnownGraph, NameIndex } from '../known.ts'
import { outputOf, writeDraft } from '../run.ts'
import { type DraftSource, readSourceFile } from '../source.ts'
import { type Subject, subjectOf } from '../subject.ts'
import { type WorkspaceOptions, withWorkspace } from '../workspace.ts'
import { type Answer, readAnswer } from './answer.ts'
import { readLangextract } from './langextract.ts'

interface Options extends WorkspaceOptions {
  readonly from: 'draft' | 'langextract'
  readonly text: string
  readonly model?: string
  readonly output?: string
  readonly slug?: string
  readonly language?: string
}

/** `draft import` */
export async function importDraft(context: CommandContext, file: string, options: Options): Promise<CommandResult> {
  const source = await readSourceFile(options.text, options.language)
  const answer = await readTextFile(file)
  return await withWorkspace(context, options, async (workspace) => {
    const document = documentOf(source, workspace.dataset?.documents ?? [], options.slug)
    const { candidates, origin } = read(answer, file, options.from, source, workspace.known)
    const known = await workspace.knownFor(candidates)
    const checked = checkCandidates({ document, candidates, source, known, decisions: workspace.decisions })
    const right = checked.filter(({ problems }) => problems.length === 0)
    const kept = right.map(({ given, id }) => ({ ...(given as DraftCandidate), id }))
    const draft = { format: formatName, document, origin: originOf(origin, options), candidates: kept } as const
    return await writeDraft(draft, checked, outputOf(options.text, options.output))
  })
}

function read(text: string, file: string, from: Options['from'], source: DraftSource, known: KnownGraph): Answer {
  if (from === 'draft') return readAnswer(text, file)
  const candidates = readLangextract(text, file, { source, known, subject: subjectIn(source, known) })
  return { candidates, origin: { name: 'langextract' } }
}

/** What the text is about. */
function subjectIn(source: DraftSource, known: KnownGraph): Subject | undefined {
  const index = new NameIndex(known.names)
  const find = (name: string) => {
    const slug = index.find(name)
    const entity = known.names.get(slug ?? '')
    return slug === undefined || entity === undefined ? undefined : { slug, kind: entity.kind, name: entity.name }
  }
  return subjectOf(source, find)
}

function originOf({ name = 'a model', version = null }: Partial<DraftOrigin>, { model }: Options): DraftOrigin {
  return { by: 'MODEL', name: model ?? name, version }
}
