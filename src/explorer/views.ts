import { changesView } from './change/changes.ts'
import { compareView } from './compare/compare.ts'
import { criticismsView } from './criticism/criticisms.ts'
import { datasetView } from './dataset/dataset.ts'
import { datasetsView } from './dataset/datasets.ts'
import { homeView } from './home/home.ts'
import { pathView } from './path/path.ts'
import { searchView } from './search/search.ts'
import { documentsView } from './source/documents.ts'
import { placesView, topicsView } from './tree/trees.ts'
import type { View } from './view.ts'

/** All pages of the explorer. */
export const views: readonly View<never>[] = [
  homeView,
  changesView,
  compareView,
  criticismsView,
  datasetView,
  datasetsView,
  documentsView,
  pathView,
  placesView,
  searchView,
  topicsView,
]
