import type { Database } from '../database/open.ts'
import { sql } from '../database/sql.ts'
import { queryPrepared } from '../database/statement.ts'
import type { FactKind } from '../generated/prisma/enums.ts'
import { factKind, searchedColumns } from '../model/kind.ts'
import { searchQuery } from '../query/search.ts'
import type { Hit } from './find.ts'
import { bestSnippet, type Snippet, type StemsOf, type Wanted, wordsOf } from './snippet.ts'

/** The text of one field of a hit. */
export interface FieldText {
  readonly field: string
  readonly text: string
  readonly language: string
  /** The name of an entity that a fact is linked to, which is no text of its own. */
  readonly isLinked: boolean
}

interface FieldRow {
  readonly source: number
  readonly id: number
  /** The kind of a fact, by which its ends have their names. */
  readonly kind: FactKind | null
  readonly field: string
  readonly text: string
  readonly language: string
}

/** A field for each hit: the one that matches best, with what matched marked. Two statements, however many the hits. */
export async function readSnippets(
  db: Database,
  words: string,
  hits: readonly Hit[],
): Promise<(Snippet | undefined)[]> {
  const [rows, wanted] = await Promise.all([readFields(db, hits), readWanted(db, words)])
  const stemsOf = await readStems(db, rows)
  const fields = Map.groupBy(rows, ({ source, id }) => `${source} ${id}`)
  return hits.map((hit) => {
    const own = fields.get(`${sourceNumber[hit.source]} ${hit.sentenceId ?? hit.id}`) ?? []
    // An entity is found by its own words, not by other names of what is named.
    const sought = hit.source === 'entity' ? { ...wanted, names: [] } : wanted
    return bestSnippet(own.map(fieldText), sought, stemsOf)
  })
}

const sourceNumber = { entity: 0, fact: 1, document: 2 } as const

const ends = ['subject', 'object', 'topics', 'about']

function fieldText({ kind, field, text, language }: FieldRow): FieldText {
  const { subject, object } = kind ? factKind(kind) : {}
  const names: Record<string, string | undefined> = { subject: subject?.field, object: object?.field }
  return { field: names[field] ?? field, text, language, isLinked: ends.includes(field) }
}

/** The texts of kinds of facts that are searched beside the statement, by field. */
function searchedTexts() {
  return searchedColumns().map(
    ({ table, column, field }) => sql`select f.id, 3, 0, ${sql.lit(field)}, own.${sql.ref(column)}
      from ${sql.ref(table)} as own join fact as f on f.id = own.id where f.id in (select id from asked_fact)`,
  )
}

async function readFields(db: Database, hits: readonly Hit[]): Promise<FieldRow[]> {
  const ids = (source: Hit['source']) =>
    sql`unnest(${hits.filter((hit) => hit.source === source).map((hit) => hit.sentenceId ?? hit.id)}::integer[])`
  const rows = await queryPrepared(
    db,
    sql<FieldRow>`
    with asked_fact as (select ${ids('fact')} as id),
    fact_text (id, rank, ordinal, field, text) as (
      select id, 2, 0, 'statement', statement from fact where id in (select id from asked_fact)
      union all ${sql.join(searchedTexts(), ' union all ')}
      union all select fact_id, 4, ordinal, 'quotation', text from quotation where fact_id in (select id from asked_fact)
      union all select f.id, 5, 0, 'subject', e.name from fact as f join entity as e on e.id = f.subject_id
        where f.id in (select id from asked_fact)
      union all select f.id, 6, 0, 'object', e.name from fact as f join entity as e on e.id = f.object_id
        where f.id in (select id from asked_fact)
      union all select t.criticism_id, 7, t.ordinal, 'topics', e.name from criticism_topic as t
        join entity as e on e.id = t.topic_id where t.criticism_id in (select id from asked_fact)
      union all select a.criticism_id, 8, a.ordinal, 'about', e.name from criticism_about as a
        join entity as e on e.id = a.entity_id where a.criticism_id in (select id from asked_fact)
    ),
    entity_text (id, rank, ordinal, field, text) as (
      select id, 0, 0, 'name', name from entity where id in (select ${ids('entity')})
      union all select n.entity_id, 1, n.id, 'alias', n.text from name as n join entity as e on e.id = n.entity_id
        where n.entity_id in (select ${ids('entity')}) and n.text <> e.name
      union all select id, 2, 0, 'summary', summary from entity
        where id in (select ${ids('entity')}) and summary is not null
    )
    select source, id, kind, field, text, language from (
      select 0 as source, t.id, null as kind, t.field, t.text, d.language, t.rank, t.ordinal
        from entity_text as t join entity as e on e.id = t.id join dataset as d on d.id = e.dataset_id
      union all
      select 1, t.id, f.kind::text, t.field, t.text, d.language, t.rank, t.ordinal
        from fact_text as t join fact as f on f.id = t.id join dataset as d on d.id = f.dataset_id
      union all
      select 2, s.id, null, 'text', s.text, s.language, 0, 0 from sentence as s where s.id in (select ${ids('document')})
    ) as texts order by source, id, rank, ordinal`,
  )
  return rows
}

/** The stems and names that a question looks for; not those that must not occur. */
async function readWanted(db: Database, words: string): Promise<Wanted> {
  const rows = await queryPrepared(
    db,
    sql<{ lexeme: string; names: string[] | null }>`
    with asked as (
      select distinct matched[1] as lexeme
      from regexp_matches(querytree(${searchQuery('query', words, 'fact', { narrower: false })})
        || querytree(${searchQuery('query', words, 'entity')}), '''([^'']+)''', 'g') as matched
    )
    select lexeme, (select array_agg(distinct n.words) from name as n
      where lexeme ~ '^#[0-9]+$' and n.entity_id = substr(lexeme, 2)::integer) as names from asked`,
  )
  const stems = rows.map(({ lexeme }) => lexeme).filter((lexeme) => !/[#:]/u.test(lexeme))
  const names = rows.flatMap(({ names: all }) => all ?? []).map((name) => name.split(' '))
  return { stems: new Set(stems), names }
}

async function readStems(db: Database, texts: readonly FieldRow[]): Promise<StemsOf> {
  const languages = Map.groupBy(texts, ({ language }) => language)
  const pairs = [...languages].flatMap(([language, group]) => {
    const distinct = new Set(group.flatMap(({ text }) => wordsOf(text).map(({ word }) => word)))
    return [...distinct].map((word) => ({ word, language }))
  })
  const rows = await queryPrepared(
    db,
    sql<{ word: string; language: string; stems: string[] | null }>`
    select word, language, search_stems(word, language) as stems
    from unnest(${pairs.map(({ word }) => word)}::text[], ${pairs.map(({ language }) => language)}::text[])
      as asked (word, language)`,
  )
  const stems = new Map(rows.map(({ word, language, stems: read }) => [`${language} ${word}`, read ?? []]))
  return (word, language) => stems.get(`${language} ${word}`) ?? []
}
