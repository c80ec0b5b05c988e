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

const idle = '(idle)'

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
  // (program) is native code outside of JavaScript, such as writing to sockets.
  return functionName.startsWith('(') ? functionName : url.startsWith('wasm') ? 'WebAssembly' : 'v8'
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
    if (functionName === idle) continue
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

/** What Node's inspector answers, by the number of the question. */
type Answers = Map<number, (result: unknown) => void>

/** Profiles the process that offers its inspector at `port` while `task` runs: its start is not in the profile. */
export async function profileWhile(port: number, task: () => Promise<unknown>): Promise<Profile> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    webSocketDebuggerUrl: string
  }[]
  if (!target) throw new Error(`Nothing can be profiled at port ${port}.`)
  const socket = new WebSocket(target.webSocketDebuggerUrl)
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = reject
  })
  const answers: Answers = new Map()
  socket.onmessage = ({ data }) => {
    const { id, result } = JSON.parse(String(data))
    answers.get(id)?.(result)
  }
  const tell = (method: string) =>
    new Promise<unknown>((resolve) => {
      const id = answers.size + 1
      answers.set(id, resolve)
      socket.send(JSON.stringify({ id, method }))
    })
  try {
    await tell('Profiler.enable')
    await tell('Profiler.start')
    await task()
    const { profile } = (await tell('Profiler.stop')) as { profile: CpuProfile }
    return summarize(profile)
  } finally {
    socket.close()
  }
}
