// Runs in a process of its own: see bounded.ts.
import { buffer } from 'node:stream/consumers'
import { Worker } from 'node:worker_threads'
import { DossierError } from '../errors.ts'
import { endings, type ReadingAnswer, type ReadingTask } from './bounded.ts'
import { sourceFault } from './fault.ts'
import type { TextContent } from './plain.ts'

/**
 * Ends this process when it takes too much. A thread does it, because a parser lets nothing else run; and what is
 * decompressed is outside of the memory that V8 limits.
 */
function watch({ seconds, megabytes }: ReadingTask): void {
  const code = `
    const { writeSync } = require('node:fs')
    const end = (why) => { writeSync(2, why); process.kill(process.pid, 'SIGKILL') }
    setTimeout(end, ${seconds * 1000}, '${endings.time}')
    setInterval(() => { if (process.memoryUsage.rss() > ${megabytes * 1024 * 1024}) end('${endings.memory}') }, 50)`
  new Worker(code, { eval: true }).unref()
}

async function read(bytes: Buffer, { format, file }: ReadingTask): Promise<TextContent> {
  switch (format) {
    case 'markdown': {
      const { readMarkdown } = await import('./html/markdown.ts')
      return readMarkdown(bytes, file)
    }
    case 'html': {
      const { readHtml } = await import('./html/read.ts')
      return readHtml(bytes, file)
    }
    case 'pdf': {
      const { readPdf } = await import('./pdf/read.ts')
      return await readPdf(bytes, file)
    }
  }
}

async function answer(task: ReadingTask): Promise<ReadingAnswer> {
  const bytes = await buffer(process.stdin)
  try {
    return { content: await read(bytes, task) }
  } catch (error) {
    // A parser that calls itself for what is inside of something.
    const isDeep = error instanceof RangeError && /call stack/u.test(error.message)
    const fault = isDeep ? sourceFault('what is in it is nested too deeply to be read', undefined, task.file) : error
    if (!(fault instanceof DossierError)) throw error
    const { code, message, details } = fault
    return { fault: { code, message, details } }
  }
}

const task = JSON.parse(process.argv[2] ?? '') as ReadingTask
watch(task)
process.stdout.write(JSON.stringify(await answer(task)), () => process.exit())
