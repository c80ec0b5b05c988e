import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { DossierError } from '../src/errors.ts'
import { Admission, type AdmissionLimits, admissionLimits } from '../src/http/operation/admission.ts'

const limits: AdmissionLimits = { running: 3, runningHeavy: 1, waiting: 5, light: 100 }
const never = new AbortController().signal

/** Operations that run until they are told to end, and the order in which they began. */
function operations(admission: Admission) {
  const began: string[] = []
  const refused: string[] = []
  const ends = new Map<string, () => void>()
  return {
    began,
    refused,
    async ask(name: string, caller: string, cost: number, signal = never) {
      const { promise, resolve } = Promise.withResolvers<void>()
      ends.set(name, resolve)
      const run = async () => {
        using turn = await admission.enter({ caller, cost, signal })
        began.push(name)
        expect(turn.waited).toBeGreaterThanOrEqual(0)
        await promise
      }
      run().catch((error: unknown) =>
        refused.push(`${name} ${error instanceof DossierError ? error.code : String(error)}`),
      )
      await turnOfTheLoop()
    },
    async end(name: string) {
      ends.get(name)?.()
      await turnOfTheLoop()
    },
  }
}

describe('the admission of operations', () => {
  it('lets as many run as there are places, and the others when one ends', async () => {
    const admission = new Admission(limits)
    const { ask, end, began } = operations(admission)
    for (const name of ['a', 'b', 'c', 'd', 'e']) await ask(name, name, 1)
    expect(began).toEqual(['a', 'b', 'c'])
    expect(admission.state).toEqual({ running: 3, runningHeavy: 0, waiting: 2, refused: 0 })
    await end('b')
    expect(began).toEqual(['a', 'b', 'c', 'd'])
    for (const name of ['a', 'c', 'd', 'e']) await end(name)
    expect(admission.state).toEqual({ running: 0, runningHeavy: 0, waiting: 0, refused: 0 })
  })

  it('keeps places for light operations, also of the caller whose heavy ones wait', async () => {
    const { ask, end, began } = operations(new Admission(limits))
    for (const name of ['heavy 1', 'heavy 2', 'heavy 3']) await ask(name, 'same', 1000)
    await ask('light 1', 'same', 100)
    await ask('light 2', 'same', 100)
    expect(began).toEqual(['heavy 1', 'light 1', 'light 2'])
    await end('light 1')
    expect(began).toHaveLength(3)
    await end('heavy 1')
    expect(began.at(-1)).toBe('heavy 2')
  })

  it('prefers the caller with the fewest running, then the cheaper and the earlier', async () => {
    const { ask, end, began } = operations(new Admission({ ...limits, waiting: 10 }))
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) await ask(name, 'a', 1)
    await ask('b dear', 'b', 90)
    await ask('b cheap', 'b', 1)
    await ask('c', 'c', 50)
    await end('a1')
    await end('a2')
    await end('a3')
    expect(began.slice(3)).toEqual(['b cheap', 'c', 'a4'])
  })

  it('answers heavy operations in the end, however many cheap ones come', async () => {
    const { ask, end, began } = operations(new Admission({ running: 1, runningHeavy: 1, waiting: 100_000, light: 100 }))
    await ask('first', 'a', 1)
    await ask('heavy', 'a', 200)
    const late = performance.now() + 30
    let cheap = 0
    while (performance.now() < late) await ask(`cheap ${++cheap}`, 'a', 1)
    await end('first')
    for (let n = 1; !began.includes('heavy'); n++) {
      expect(n, 'all cheap ones went before').toBeLessThanOrEqual(cheap)
      await end(`cheap ${n}`)
    }
    expect(began).toContain('heavy')
  })

  it('refuses the last of the caller with the most waiting when too many wait', async () => {
    const admission = new Admission(limits)
    const { ask, refused, began } = operations(admission)
    for (let n = 1; n <= 9; n++) await ask(`a${n}`, 'a', 1)
    expect(refused).toEqual(['a9 OVERLOADED'])
    await ask('b1', 'b', 1)
    expect(refused).toEqual(['a9 OVERLOADED', 'a8 OVERLOADED'])
    expect(began).toEqual(['a1', 'a2', 'a3'])
    expect(admission.state).toMatchObject({ waiting: 5, refused: 2 })
  })

  it('forgets who no longer waits', async () => {
    const admission = new Admission(limits)
    const { ask, end, refused, began } = operations(admission)
    const leaving = new AbortController()
    for (const name of ['a', 'b', 'c']) await ask(name, 'a', 1)
    await ask('gone', 'a', 1, leaving.signal)
    await ask('d', 'a', 1)
    leaving.abort('left')
    await ask('gone before', 'a', 1, leaving.signal)
    expect(refused.toSorted()).toEqual(['gone before left', 'gone left'])
    expect(admission.state.waiting).toBe(1)
    await end('a')
    expect(began).toEqual(['a', 'b', 'c', 'd'])
  })

  it('has a place for every size of the pool', () => {
    for (const size of [1, 2, 3, 10, 1000]) {
      const { running, runningHeavy } = admissionLimits(size, 10)
      expect(running).toBeGreaterThanOrEqual(1)
      expect(runningHeavy).toBeGreaterThanOrEqual(1)
      expect(runningHeavy).toBeLessThanOrEqual(running)
    }
  })
})
