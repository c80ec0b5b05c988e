import { vocabulary } from './address.ts'

/** A node of JSON-LD. */
export interface Node {
  readonly '@id': string
  readonly [property: string]: unknown
}

/** What the names in nodes stand for. It stands in each file, so that nobody has to load it. */
export const context = {
  '@version': 1.1,
  schema: 'https://schema.org/',
  prov: 'http://www.w3.org/ns/prov#',
  oa: 'http://www.w3.org/ns/oa#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  edtf: 'http://id.loc.gov/datatypes/edtf/',
  dossier: vocabulary,
} as const

type Properties = Readonly<Record<string, unknown>>

/** A node with the properties that have a value. */
export function node(id: string, type: string | readonly string[], properties: Properties): Node {
  return { '@id': id, '@type': type, ...present(properties) }
}

/** The properties that have a value. */
export function present(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).filter(
      ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  )
}

export const link = (iri: string | undefined) => (iri === undefined ? undefined : { '@id': iri })

export const links = (iris: readonly (string | undefined)[]) => {
  const found = [...new Set(iris.filter((iri) => iri !== undefined))]
  return found.map((iri) => ({ '@id': iri }))
}

/** A text in a language, if that is known. */
export const textIn = (text: string | null, language: string | null) =>
  text === null ? undefined : language === null ? text : { '@value': text, '@language': language }

const exactDates: readonly (readonly [RegExp, string])[] = [
  [/^\d{4}$/, 'xsd:gYear'],
  [/^\d{4}-(?:0[1-9]|1[0-2])$/, 'xsd:gYearMonth'],
  [/^\d{4}-\d{2}-\d{2}$/, 'xsd:date'],
]

/** A date as the literal that says no more than it does: what XML Schema has no type for is EDTF. */
export function date(edtf: string | null): object | undefined {
  if (edtf === null) return undefined
  const type = exactDates.find(([pattern]) => pattern.test(edtf))?.[1] ?? 'edtf:EDTF'
  return { '@value': edtf, '@type': type }
}

/** A period as EDTF writes it. */
export function period(start: string | null, end: string | null, ongoing: boolean): object | undefined {
  if (start === null && end === null && !ongoing) return undefined
  const text = start !== null && start === end ? start : `${start ?? ''}/${end ?? (ongoing ? '..' : '')}`
  return { '@value': text, '@type': 'edtf:EDTF' }
}

export const decimal = (value: string | null) =>
  value === null ? undefined : { '@value': value, '@type': 'xsd:decimal' }
