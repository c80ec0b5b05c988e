import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { runTogether } from '../src/http/request/together.ts'

test('what came in one turn of the event loop runs at its end, in order and without a break', async () => {
  const together = runTogether()
  const ran: string[] = []
  const task = (name: string) => () => {
    ran.push(name)
    queueMicrotask(() => ran.push(`after ${name}`))
  }
  together(task('a'))
  await Promise.resolve()
  together(task('b'))
  expect(ran).toEqual([])
  await turn()
  expect(ran).toEqual(['a', 'b', 'after a', 'after b'])
})

test('what comes while others run has its own turn', async () => {
  const together = runTogether()
  const ran: string[] = []
  together(() => {
    ran.push('first')
    together(() => ran.push('second'))
  })
  await turn()
  expect(ran).toEqual(['first'])
  await turn()
  expect(ran).toEqual(['first', 'second'])
})
