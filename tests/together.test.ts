import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { createListener } from '../src/http/request/listener.ts'
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

test('a response that cannot be sent keeps back none of those that are sent with it', async () => {
  const { promise: allHere, resolve } = Promise.withResolvers<void>()
  const paths = ['/first', '/impossible', '/last']
  let here = 0
  const listener = createListener(
    async ({ path }) => {
      here += 1
      if (here === paths.length) resolve()
      await allHere
      // No header may hold a line break.
      return { status: 200, headers: { 'x-name': path === '/impossible' ? 'a\nb' : 'a' }, body: path }
    },
    { publicUrl: undefined, proxies: 0 },
  )
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => server.closeAllConnections())
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const ask = async (path: string) => await (await fetch(`http://127.0.0.1:${port}${path}`)).text()
  const answers = await Promise.allSettled(paths.map(ask))
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : answer.status))).toEqual([
    '/first',
    'rejected',
    '/last',
  ])
})
