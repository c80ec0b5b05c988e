import manifest from '../../package.json' with { type: 'json' }
import { settings } from './extend.ts'
import { previewSize } from './preview.ts'
import { mostQueries } from './query.ts'
import { allTypes } from './type.ts'

/** What the service is and offers, for whoever adds it. `hasPages`: entities have pages on this server. */
export function manifestOf(base: string, hasPages: boolean): object {
  const suggest = (what: string) => ({
    service_url: base,
    service_path: `/reconcile/suggest/${what}`,
    flyout_service_url: base,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the client fills it in
    flyout_service_path: `/reconcile/flyout/${what}?id=` + '${id}',
  })
  return {
    versions: ['0.1', '0.2'],
    name: 'Dossier',
    identifierSpace: `${base}/entity/`,
    schemaSpace: `${base}/schema.graphql`,
    documentation: `${base}/docs/reconciling.md`,
    serviceVersion: manifest.version,
    logo: `${base}/favicon.svg`,
    defaultTypes: allTypes(),
    ...(hasPages && { view: { url: `${base}/entity/{{id}}` } }),
    preview: { url: `${base}/reconcile/preview?id={{id}}`, ...previewSize },
    suggest: { entity: suggest('entity'), type: suggest('type'), property: suggest('property') },
    extend: {
      propose_properties: { service_url: base, service_path: '/reconcile/properties' },
      property_settings: settings,
    },
    batchSize: mostQueries,
  }
}
