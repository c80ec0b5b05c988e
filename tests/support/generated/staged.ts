import type pg from 'pg'

const factColumns = `id, kind, key, dataset_id, digest, subject_id, has_subject, object_id, statement, from_edtf, from_earliest, from_latest,
  until_edtf, until_earliest, until_latest, ongoing, recorded_at`
const entityColumns = 'id, kind, slug, name, name_key, summary, dataset_id, digest'
const sentenceColumns = 'id, paragraph_id, document_id, ordinal, text, digest, language'

/** What a row's texts weigh in its full text, as the functions `entity_search` and `fact_search` of the database say. */
const statements = [
  `insert into entity (${entityColumns}, search)
    select ${entityColumns},
      setweight(search_words(name || ' . ' || other_names, language, true), 'A')
      || setweight(search_words(summary, language), 'B') || array_to_tsvector(array['language:' || language, 'kind:' || kind])
      || search_samples(id)
    from staged_entity as staged join (select id as owner, language from dataset) as used on owner = dataset_id`,
  `insert into fact (${factColumns}, search)
    select ${factColumns}, search_vector(language, statement, summary, quotations)
      || fact_links(kind, id, subject_id, object_id)
      || fact_broader(id, subject_id, object_id) || search_samples(id)
    from staged_fact as staged join (select id as owner, language from dataset) as used on owner = dataset_id`,
  `insert into sentence (${sentenceColumns}, search)
    select ${sentenceColumns}, search_vector(language, null, null, text) || search_samples(document_id)
    from staged_sentence`,
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
