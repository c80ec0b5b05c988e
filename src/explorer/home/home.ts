import { html } from '../../http/page/html.ts'
import { counted } from '../part/number.ts'
import type { View } from '../view.ts'

interface Data {
  readonly graph: { readonly factCount: number }
}

/** The first page. */
export const homeView: View<Data> = {
  path: '/',
  question: `query Home {
  graph { factCount }
}`,
  variables: () => ({}),
  show({ graph }) {
    const main = html`<h1>Dossier</h1>
      <p>${counted(graph.factCount, 'fact')}.</p>`
    return { title: 'Dossier', main }
  },
}
