import type pg from 'pg'

/** What a row's texts weigh in its full text, as the functions `entity_search` and `fact_search` of the database say. */
const vector = (a: string, b: string, c: string) => `
  setweight(to_tsvector(used.configuration, ${a}), 'A') || setweight(to_tsvector(used.configuration, ${b}), 'B')
  || setweight(to_tsvector(used.configuration, ${c}), 'C') || array_to_tsvector(array['language:' || used.tag])`

const factColumns = `id, kind, key, dataset_id, digest, subject_id, has_subject, object_id, statement, from_edtf, from_earliest, from_latest,
  until_edtf, until_earliest, until_latest, ongoing, recorded_at`
const entityColumns = 'id, kind, slug, name, name_key, summary, dataset_id, digest'
const sentenceColumns = 'id, paragraph_id, ordinal, text, digest, language'

const languages = (table: string, owner: string) => `
  (select distinct ${owner} as owner, language as tag, text_search_configuration(language) as configuration from ${table}) as used`

const statements = [
  `insert into entity (${entityColumns}, search)
    select ${entityColumns.replace('id,', 'staged.id,')}, ${vector(`name || ' . ' || other_names`, `coalesce(summary, '')`, `''`)}
    from staged_entity as staged join ${languages('dataset', 'id')} on used.owner = dataset_id`,
  `insert into fact (${factColumns}, search)
    select ${factColumns.replace('id,', 'staged.id,')}, ${vector('statement', `coalesce(summary, '')`, `coalesce(quotations, '')`)}
    from staged_fact as staged join ${languages('dataset', 'id')} on used.owner = dataset_id`,
  `insert into sentence (${sentenceColumns}, search)
    select ${sentenceColumns.replace('language', 'staged.language')}, ${vector(`''`, `''`, 'text')}
    from staged_sentence as staged join ${languages('document', 'language')} on used.owner = staged.language`,
]

/** Makes the tables that rows with full text pass through; they end with the transaction. */
export async function createStages(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temporary table staged_entity on commit drop as
      select ${entityColumns}, name as other_names from entity with no data;
    create temporary table staged_fact on commit drop as
      select ${factColumns}, statement as summary, statement as quotations from fact with no data;
    create temporary table staged_sentence on commit drop as select ${sentenceColumns} from sentence with no data`)
}

/** Moves what is staged to where it belongs, with its full text. */
export async function moveStaged(client: pg.ClientBase): Promise<void> {
  for (const statement of statements) await client.query(statement)
  await client.query('truncate staged_entity, staged_fact, staged_sentence')
}
