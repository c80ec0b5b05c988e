import type { Question } from '../question.ts'
import { criticisms, criticismsWithin } from './criticism.ts'
import { entityPage } from './entity-page.ts'
import { page500 } from './page.ts'
import { path } from './path.ts'
import { search } from './search.ts'
import { introspection, typename } from './server.ts'

/** What is measured, in this order. */
export const questions: readonly Question[] = [
  criticisms,
  criticismsWithin,
  entityPage,
  search,
  path,
  page500,
  typename,
  introspection,
]
