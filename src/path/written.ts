import { type Expression, sql } from '../database/sql.ts'
import type { FieldJson } from '../query/field-json.ts'
import type { FinishedReader } from '../query/rows.ts'
import { referenceOf, rowOfStep, type StepRow } from './find.ts'
import { pathVias } from './via.ts'

// What PostgreSQL writes of paths, out of what a search gives (search.ts). A part of a search is known by its alias alone.

/** A part of a search: paths, a path or a step. */
interface Part {
  readonly alias: 'last' | 'found' | 'step'
}

/** What a search gives as the answer shows it; the row after its paths says how far it went. */
export function writtenBy(reader: FinishedReader): Expression<{ row: unknown }> {
  const last: Part = { alias: 'last' }
  return sql`select ${reader.json(last)} as row from found as last where last.nodes is null`
}

/** A field that shows a column of a part, or what SQL makes of it. */
export function partJson(json: Expression<unknown>): { readonly json: FieldJson<Part> } {
  return { json: () => json }
}

/** The paths of a search, in their order. */
export const pathsJson: { readonly json: FieldJson<Part> } = {
  json: (_, { below }) => sql`(select coalesce(json_agg(${below({ alias: 'found' })} order by found.path), '[]')
    from found where found.nodes is not null)`,
}

/** The steps of a path, in their order. */
export const stepsJson: { readonly json: FieldJson<Part> } = {
  json: (_, { below }) => sql`(select coalesce(json_agg(${below({ alias: 'step' })} order by step.place), '[]')
    from step where step.path = found.path)`,
}

/** A row to which a step leads. */
export function stepRowJson(shown: StepRow): { readonly json: FieldJson<Part> } {
  return { json: (_, { row }) => row(rowOfStep(shown), 'id', referenceOf(shown)) }
}

/** The first way of a step. */
export const viaJson = partJson(sql`(array[${sql.join(pathVias.map((via) => sql.lit(via)))}])[step.way + 1]`)
