import { documentView } from './document/document.ts'
import { factView } from './fact/fact.ts'
import { homeView } from './home/home.ts'
import { proposalView, reviewView } from './review/review.ts'
import { documentsView } from './source/documents.ts'
import type { View } from './view.ts'

/** All pages of the explorer, in order of their paths. */
export const views: readonly View<never>[] = [homeView, documentView, documentsView, factView, reviewView, proposalView]
