// Runs in a thread of its own: see bounded.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { DossierError } from '../errors.ts'
import type { ReadingAnswer, ReadingTask } from './bounded.ts'
import { sourceFault } from './fault.ts'
import type { TextContent } from './plain.ts'

async function read({ bytes: data, format, file }: ReadingTask): Promise<TextContent> {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
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

/** Errors lose their class between threads. */
async function answer(task: ReadingTask): Promise<ReadingAnswer> {
  try {
    return { content: await read(task) }
  } catch (error) {
    // A parser that calls itself for what is inside of something.
    const fault =
      error instanceof RangeError
        ? sourceFault('what is in it is nested too deeply to be read', undefined, task.file)
        : error
    if (!(fault instanceof DossierError)) throw error
    const { code, message, details } = fault
    return { fault: { code, message, details } }
  }
}

parentPort?.postMessage(await answer(workerData as ReadingTask))
