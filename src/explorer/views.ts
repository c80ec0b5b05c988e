import { changesView } from './change/changes.ts'
import { compareView } from './compare/compare.ts'
import { criticismsView } from './criticism/criticisms.ts'
import { datasetView } from './dataset/dataset.ts'
import { datasetsView } from './dataset/datasets.ts'
import { documentView } from './document/document.ts'
import { entityView } from './entity/entity.ts'
import { entityFactsView } from './entity/facts.ts'
import { neighboursView } from './entity/neighbours-page.ts'
import { factView } from './fact/fact.ts'
import { homeView } from './home/home.ts'
import { pathView } from './path/path.ts'
import { proposalView, reviewView } from './review/review.ts'
import { searchView } from './search/search.ts'
import { documentsView } from './source/documents.ts'
import { placesView, topicsView } from './tree/trees.ts'
import type { View } from './view.ts'

/** All pages of the explorer, in order of their paths. */
export const views: readonly View<never>[] = [
  homeView,
  changesView,
  compareView,
  criticismsView,
  datasetView,
  datasetsView,
  documentView,
  documentsView,
  entityView,
  entityFactsView,
  neighboursView,
  factView,
  pathView,
  placesView,
  reviewView,
  proposalView,
  searchView,
  topicsView,
]
