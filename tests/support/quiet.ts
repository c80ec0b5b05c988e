import { format } from 'node:util'

// Whatever prints during a test was not expected: a warning that nobody reads, or a forgotten trace.
const printed: string[] = []

for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
  console[method] = (...values: unknown[]) => {
    printed.push(`console.${method}: ${format(...values)}`)
  }
}
process.on('warning', (warning) => printed.push(`warning: ${warning.stack ?? warning.message}`))

/** What was printed since this was last asked. */
export function takePrinted(): string[] {
  return printed.splice(0)
}
