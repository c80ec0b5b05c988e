import { compareView } from './compare/compare.ts'
import { criticismsView } from './criticism/criticisms.ts'
import { homeView } from './home/home.ts'
import { pathView } from './path/path.ts'
import { searchView } from './search/search.ts'
import { documentsView } from './source/documents.ts'
import { placesView, topicsView } from './tree/trees.ts'
import type { View } from './view.ts'

/** All pages of the explorer. */
export const views: readonly View<never>[] = [
  homeView,
  compareView,
  criticismsView,
  documentsView,
  pathView,
  placesView,
  searchView,
  topicsView,
]
