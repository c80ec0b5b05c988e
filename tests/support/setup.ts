import '../../src/kinds.ts'
import { afterAll, afterEach, expect } from 'vitest'
import { takeDown } from './after-file.ts'
import { takePrinted } from './quiet.ts'

// Runs for each file. The files of a worker share all other modules.

afterAll(takeDown)

afterEach(() => {
  expect(takePrinted(), 'unexpected output').toEqual([])
})
