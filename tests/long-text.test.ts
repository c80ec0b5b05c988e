import { describe, expect, it } from 'vitest'
import { schema } from '../src/schema.ts'
import { newKey } from './support/access.ts'
import { createTestApp, type Data } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { textSlots } from './support/text-slot.ts'

const db = await freshDatabase()
const app = createTestApp(db, {}, (await newKey(db, 'ADMIN')).headers)

const codes = ['BAD_USER_INPUT', 'BAD_CURSOR', 'TOO_COMPLEX', 'NOT_FOUND']

/** What a mutation says of its input. */
function problemCodes(data: Data): string[] {
  const payloads: { problems?: { code: string }[] }[] = Object.values(data ?? {})
  return payloads.flatMap((payload) => payload?.problems?.map(({ code }) => code) ?? [])
}

describe('a text that is far too long', () => {
  const slots = textSlots(schema)

  it('can be written in many places', () => {
    expect(slots.length).toBeGreaterThan(100)
  })

  it('is refused wherever it is written, with a short message, and nothing else happens', async () => {
    for (const { name, document, variables } of slots) {
      for (const text of ['ab '.repeat(40_000), 'x'.repeat(120_000), '"'.repeat(120_000), `${'-'.repeat(1_500)}`]) {
        const answer = await app.ask(document, variables(text))
        const refused = (answer.errors ?? []).map(({ extensions }) => extensions.code as string)
        expect(
          [...refused, ...problemCodes(answer.data)].filter((code) => !codes.includes(code)),
          name,
        ).toEqual([])
        expect([...refused, ...problemCodes(answer.data)].length, name).toBeGreaterThan(0)
        expect(JSON.stringify(answer).length, name).toBeLessThan(5_000)
      }
    }
  })
})
