import { serverAudits } from 'graphql-http'
import { describe, expect, it } from 'vitest'
import { freshDatabase } from './support/database.ts'
import { listen, testApp } from './support/http.ts'

const port = await listen(testApp(await freshDatabase()).app)

describe('GraphQL over HTTP', () => {
  for (const audit of serverAudits({ url: `http://127.0.0.1:${port}/graphql`, fetchFn: fetch })) {
    it(`${audit.id} ${audit.name}`, async () => {
      const result = await audit.fn()
      const reason = 'reason' in result ? result.reason : ''
      expect([result.status, reason]).toEqual(['ok', ''])
    })
  }
})
