import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

export interface Share {
  readonly name: string
  /** Of the time in which the process computed. */
  readonly percent: number
}

export interface Profile {
  readonly packages: readonly Share[]
  readonly functions: readonly Share[]
  /** How much of the time the process had nothing to do. */
  readonly idlePercent: number
}

const idle = new Set(['(idle)', '(program)'])

function packageOf(url: string, functionName: string): string {
  const parts = url.split('/node_modules/')
  const inside = parts.at(-1) ?? ''
  if (parts.length > 1)
    return inside
      .split('/')
      .slice(0, inside.startsWith('@') ? 2 : 1)
      .join('/')
  if (url.startsWith('node:')) return 'node'
  if (url.includes('/src/')) return 'dossier'
  return functionName === '(garbage collector)' ? '(garbage collector)' : 'v8'
}

function ranked(times: Map<string, number>, whole: number, first: number): Share[] {
  return [...times]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, first)
    .map(([name, time]) => ({ name, percent: Math.round((1000 * time) / whole) / 10 }))
}

function summarize({ nodes, samples, timeDeltas }: CpuProfile): Profile {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const packages = new Map<string, number>()
  const functions = new Map<string, number>()
  const add = (times: Map<string, number>, name: string, time: number) => times.set(name, (times.get(name) ?? 0) + time)
  let [busy, whole] = [0, 0]
  for (const [index, sample] of samples.entries()) {
    const time = timeDeltas[index] ?? 0
    const { functionName, url, lineNumber } = byId.get(sample)?.callFrame ?? {
      functionName: '',
      url: '',
      lineNumber: 0,
    }
    whole += time
    if (idle.has(functionName)) continue
    busy += time
    const owner = packageOf(url, functionName)
    add(packages, owner, time)
    add(functions, `${functionName || '(anonymous)'} ${owner} ${path.basename(url)}:${lineNumber + 1}`, time)
  }
  return {
    packages: ranked(packages, busy, 15),
    functions: ranked(functions, busy, 15),
    idlePercent: Math.round((1000 * (whole - busy)) / whole) / 10,
  }
}

/** Runs `task` with the flags that make Node write a CPU profile when the process ends, and says what is in it. */
export async function withProfile(task: (flags: readonly string[]) => Promise<void>): Promise<Profile> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dossier-profile-'))
  try {
    await task(['--cpu-prof', `--cpu-prof-dir=${folder}`])
    const [file] = await readdir(folder)
    if (!file) throw new Error('Node has written no profile.')
    return summarize(JSON.parse(await readFile(path.join(folder, file), 'utf8')))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
