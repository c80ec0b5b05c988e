import { homeView } from './home/home.ts'
import { documentsView } from './source/documents.ts'
import type { View } from './view.ts'

/** All pages of the explorer. */
export const views: readonly View<never>[] = [homeView, documentsView]
