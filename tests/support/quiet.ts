import '../../src/kinds.ts'
import { format } from 'node:util'
import { afterEach, expect } from 'vitest'

// Whatever prints during a test was not expected: a warning that nobody reads, or a forgotten trace.
const printed: string[] = []

for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
  console[method] = (...values: unknown[]) => {
    printed.push(`console.${method}: ${format(...values)}`)
  }
}
process.on('warning', (warning) => printed.push(`warning: ${warning.stack ?? warning.message}`))

afterEach(() => {
  expect(printed.splice(0), 'unexpected output').toEqual([])
})
