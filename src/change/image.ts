import { columnOf, type Field, type ValueField } from '../model/field.ts'
import {
  type EndDeclaration,
  type EntityKindDeclaration,
  entityKinds,
  type FactKindDeclaration,
  factKinds,
} from '../model/kind.ts'

// What the graph says about a thing, as JSON in the form of a draft. PostgreSQL builds it, so the data of a large
// change does not pass through the program. Each select has the columns id, dataset, key and content. Nothing in an image
// depends on the numbers of rows, on times or on versions: what is taken back has the image that it had before.

/** The types of things whose changes are recorded. Things refer to those of their own type and of those before it. */
export const imageTypes = ['dataset', 'document', 'entity', 'sameAs', 'fact'] as const

export type ImageType = (typeof imageTypes)[number]

/** The images of all things of a type whose ids `ids` selects. */
export function imagesOf(type: ImageType, ids: string): string {
  switch (type) {
    case 'entity':
      return entityKinds()
        .map((kind) => entityImages(kind, ids))
        .join(' union all ')
    case 'fact':
      return factKinds()
        .map((kind) => factImages(kind, ids))
        .join(' union all ')
    case 'sameAs':
      return sameAsImages(ids)
    case 'document':
      return documentImages(ids)
    case 'dataset':
      return `select id, slug as dataset, slug as key, jsonb_strip_nulls(jsonb_build_object('slug', slug, 'title', title,
        'language', language, 'licence', licence)) as content from dataset where id in (${ids})`
  }
}

type Members = Readonly<Record<string, string>>

function object(members: Members): string {
  return `jsonb_build_object(${Object.entries(members)
    .map(([name, sql]) => `'${name}', ${sql}`)
    .join(', ')})`
}

const slugOf = (column: string) => `(select slug from entity where id = ${column})`

function entityImages({ kind, table, fields }: EntityKindDeclaration, ids: string): string {
  const members = {
    kind: 'e.kind',
    slug: 'e.slug',
    formerSlugs: `(select jsonb_agg(f.slug order by f.slug collate "C") from former_slug as f
      where f.entity_id = e.id and f.same_as_id is null)`,
    name: 'e.name',
    summary: 'case when e.summary_is_own then e.summary end',
    labels: labels('n.entity_id = e.id and n.alias_id is null and n.same_as_id is null and n.kind is not null'),
    identifiers: identifiers('i.entity_id = e.id and i.same_as_id is null'),
    ...fieldMembers(fields),
  }
  return `select e.id, d.slug as dataset, e.slug as key, jsonb_strip_nulls(${object(members)}) as content
    from entity as e join dataset as d on d.id = e.dataset_id join "${table}" as t on t.id = e.id
    where e.kind = '${kind}' and e.id in (${ids})`
}

function labels(condition: string): string {
  return `(select jsonb_agg(jsonb_build_object('text', n.text, 'aliasKind', n.kind)
    order by n.text collate "C", n.kind) from name as n where ${condition})`
}

function identifiers(condition: string): string {
  return `(select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('scheme', i.scheme, 'value', i.value, 'url', i.url))
    order by i.scheme collate "C", i.value collate "C") from identifier as i where ${condition})`
}

function sameAsImages(ids: string): string {
  const members = {
    kind: 'e.kind',
    slug: 's.slug',
    formerSlugs: `(select jsonb_agg(f.slug order by f.slug collate "C") from former_slug as f
      where f.same_as_id = s.id and f.slug <> s.slug)`,
    sameAs: 'e.slug',
    name: 's.name',
    summary: 's.summary',
    // Its own name is among its names, as what it is known as.
    labels: labels(`n.same_as_id = s.id and (n.text, n.kind::text) is distinct from (s.name, 'ALSO_KNOWN_AS')`),
    identifiers: identifiers('i.same_as_id = s.id'),
  }
  return `select s.id, d.slug as dataset, s.slug as key, jsonb_strip_nulls(${object(members)}) as content
    from same_as as s join dataset as d on d.id = s.dataset_id join entity as e on e.id = s.entity_id
    where s.id in (${ids})`
}

function factImages(declaration: FactKindDeclaration, ids: string): string {
  const { kind, table, fields, subject, object: other } = declaration
  const members = {
    kind: 'f.kind',
    key: 'f.key',
    ...endMember(subject, 'case when f.has_subject then f.subject_id end'),
    ...(other ? endMember(other, 'f.object_id') : {}),
    ...fieldMembers(fields),
    [declaration.period]: period(declaration),
    statement: 'f.statement',
    computed: 'f.computed',
    evidence: evidenceImage,
  }
  return `select f.id, d.slug as dataset, f.key, jsonb_strip_nulls(${object(members)})
      || jsonb_build_object('statuses', (select jsonb_agg(status order by ordinal) from evidence where fact_id = f.id)) as content
    from fact as f join dataset as d on d.id = f.dataset_id join "${table}" as t on t.id = f.id
    where f.kind = '${kind}' and f.id in (${ids})`
}

function endMember({ field }: EndDeclaration, column: string): Members {
  return { [field]: slugOf(column) }
}

/** The columns of a period as EDTF; nothing where another field says the same. */
function period({ impliedPeriod, fields }: FactKindDeclaration): string {
  const edtf = `case when f.from_edtf = f.until_edtf then f.from_edtf
    when f.from_edtf is not null or f.until_edtf is not null or f.ongoing
    then coalesce(f.from_edtf, '') || '/' || coalesce(f.until_edtf, case when f.ongoing then '..' else '' end) end`
  if (impliedPeriod === undefined) return edtf
  const column = (name: string) => `t."${columnOf(name, fields[name] as ValueField)}"`
  const values = impliedPeriod.isOneOf().map((value) => `'${value}'`)
  return `case when ${column(impliedPeriod.when)} in (${values.join(', ')})
    then nullif(${edtf}, ${column(impliedPeriod.field)}) else ${edtf} end`
}

const evidenceImage = `(select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('document', c.slug, 'paragraph', p.number,
    'anchor', v.anchor, 'digest', v.digest, 'references',
    (select jsonb_agg(r.label order by l.ordinal) from evidence_reference as l join reference as r on r.id = l.reference_id
      where l.evidence_id = v.id))) order by v.ordinal)
  from evidence as v join paragraph as p on p.id = coalesce(v.moved_from_id, v.paragraph_id)
    join document as c on c.id = p.document_id
  where v.fact_id = f.id)`

function fieldMembers(fields: Readonly<Record<string, Field>>): Members {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldMember(name, field)]))
}

function fieldMember(name: string, field: Field): string {
  switch (field.holds) {
    case 'value': {
      // As text, because a JSON number would lose digits.
      const column = `t."${columnOf(name, field)}"`
      return field.format.name === 'decimal' ? `trim_scale(${column})::text` : `${column}::text`
    }
    case 'reference':
      return slugOf(`t."${field.column}"`)
    case 'fact':
      return `(select case when o.dataset_id = f.dataset_id then o.key else od.slug || '/' || o.key end
        from fact as o join dataset as od on od.id = o.dataset_id where o.id = t."${field.column}")`
    case 'references':
      return `(select jsonb_agg(le.slug order by l.ordinal) from "${field.table}" as l
        join entity as le on le.id = l."${field.column}" where l."${field.owner}" = f.id)`
    case 'records': {
      const members = Object.entries(field.fields).map(([inner, declared]) => {
        const column = `l."${columnOf(inner, declared)}"`
        return [inner, declared.holds === 'reference' ? slugOf(column) : column]
      })
      return `(select jsonb_agg(jsonb_strip_nulls(${object(Object.fromEntries(members))}) order by l.ordinal)
        from "${field.table}" as l where l."${field.owner}" = f.id)`
    }
  }
}

function documentImages(ids: string): string {
  const members = {
    slug: 'c.slug',
    formerSlugs:
      '(select jsonb_agg(s.slug order by s.slug collate "C") from former_document_slug as s where s.document_id = c.id)',
    title: 'c.title',
    externalId: 'c.external_id',
    sha256: 'c.sha256',
    language: 'c.language',
    licence: 'c.licence',
    url: 'c.url',
    asOf: 'c.as_of_edtf',
    retrievedOn: 'c.retrieved_on_edtf',
    format: 'c.format',
    isLoaded: 'c.loaded_at is not null',
    references: `(select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('label', r.label, 'title', r.title, 'url', r.url))
      order by r.label collate "C") from reference as r where r.document_id = c.id and r.listed)`,
  }
  return `select c.id, coalesce(d.slug, '') as dataset, c.slug as key, jsonb_strip_nulls(${object(members)}) as content
    from document as c left join dataset as d on d.id = c.dataset_id where c.id in (${ids})`
}
