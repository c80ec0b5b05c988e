import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import {
  type ASTNode,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  parse,
  specifiedRules,
  validate,
  visit,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { explainInvalid } from '../src/http/help/validation.ts'
import { ourNames } from '../src/http/help/words.ts'
import { schema } from '../src/schema.ts'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { ask, testApp } from './support/http.ts'

const db = await freshDatabase()
const app = createTestApp(db)

/** What a document is refused with. */
async function messages(document: string, variables?: object): Promise<string[]> {
  const { errors = [] } = await app.ask(document, variables)
  return errors.map(({ message }) => message)
}

/** The messages of a document that does not fit the schema, without a server. */
function explained(document: string): string[] {
  const node = parse(document)
  return explainInvalid(schema, node, validate(schema, node, specifiedRules, { hideSuggestions: true })).map(
    ({ message }) => message,
  )
}

/** The pieces of GraphQL that a message shows. */
const shown = (message: string) => [...message.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')

const iom = (inner: string) => `{ organization(ref: { named: "IOM" }) { ${inner} } }`
const criticisms = (inner: string) => `{ criticisms { nodes { ${inner} } } }`
const where = (condition: string) => `{ criticisms(where: { ${condition} }) { totalCount } }`
const about = (condition: string) => `{ organizations(where: { ${condition} }) { totalCount } }`

describe('a wrong value', () => {
  it.each([
    [where('critic: "HRW"'), '"HRW"', '`critic: { named: "HRW" }`'],
    [where('critic: HRW'), 'HRW', '`critic: { named: "HRW" }`'],
    [where('critic: ["HRW"]'), '["HRW"]', '`critic: { named: "HRW" }`'],
    [where('critic: PERSON'), 'PERSON', '`critic: { kind: [PERSON] }`'],
    [where('critic: 5'), 'found 5', '`critic: { named: "5" }`'],
    ['{ organization(ref: "IOM") { name } }', '"IOM"', '`ref: { named: "IOM" }`', 'EntityRef has id, '],
    ['{ organization(ref: null) { name } }', 'null', '`ref: { named: "'],
    ['{ organization(ref: { named: 5 }) { name } }', '5', '`named: "5"`'],
    ['{ organization(ref: { named: IOM }) { name } }', 'IOM', '`named: "IOM"`'],
    ['{ organization(ref: { named: ["IOM"] }) { name } }', '["IOM"]', '`named: "IOM"`'],
    [about('named: { _eq: "IOM" }'), '_eq', '`named: "IOM"`'],
    [about('named: { equals: "IOM" }'), 'equals', '`named: "IOM"`'],
    [where('topics: "detention"'), '"detention"', '`topics: { some: { named: "detention" } }`'],
    [where('topics: { some: { within: "detention" } }'), '"detention"', '`within: { named: "detention" }`'],
    [where('statedOn: "2003"'), '"2003"', '`statedOn: { within: "2003" }`'],
    [where('statedOn: 2003'), '2003', '`statedOn: { within: "2003" }`'],
    [where('statedOn: { within: 2003 }'), '2003', '`within: "2003"`'],
    [where('statedOn: { within: "March 2003" }'), 'March 2003', '`within: "'],
    [where('responses: true'), 'true', '`responses: { exists: true }`'],
    [where('evidence: "15"'), '"15"', '`evidence: { reference: "15" }`'],
    [
      '{ criticisms(where: [{ critic: { named: "HRW" } }]) { totalCount } }',
      '[',
      '`where: { critic: { named: "HRW" } }`',
    ],
    [
      '{ criticisms(where: [{ search: "a" }, { search: "b" }]) { totalCount } }',
      '[',
      '`where: { OR: [{ search: "a" }, ',
    ],
    [about('criticismsReceived: 3'), 'found 3', '`criticismsReceived: { count: { eq: 3 } }`'],
    [about('criticismsReceived: { count: 3 }'), 'found 3', '`count: { eq: 3 }`'],
    ['{ criticisms(orderBy: { field: DATE }) { totalCount } }', '"DATE"', 'Did you mean "STATED_ON"?'],
    ['{ figures(orderBy: [{ field: VALUE }]) { totalCount } }', '"VALUE"', 'Did you mean "AMOUNT"?'],
    ['{ figures(orderBy: [{ field: START }]) { totalCount } }', '"START"', 'Did you mean "FROM"?'],
    ['{ organizations(orderBy: NAME) { totalCount } }', 'NAME', '`orderBy: [{ field: NAME }]`'],
    ['{ organizations(orderBy: "name") { totalCount } }', '"name"', '`orderBy: [{ field: NAME }]`'],
    [
      '{ organizations(orderBy: NAME_DESC) { totalCount } }',
      'NAME_DESC',
      '`orderBy: [{ field: NAME, direction: DESC }]`',
    ],
    ['{ organizations(orderBy: { field: name }) { totalCount } }', '"name"', '`field: NAME`'],
    ['{ organizations(orderBy: { field: NAME, direction: asc }) { totalCount } }', '"asc"', '`direction: ASC`'],
    [
      '{ organizations(orderBy: { field: NAME, direction: "ASC" }) { totalCount } }',
      '"ASC"',
      '`direction: ASC`, without',
    ],
    [about('kind: person'), '"person"', '`kind: [PERSON]`'],
    [about('kind: ORGANISATION'), '"ORGANISATION"', '`kind: [ORGANIZATION]`'],
    [about('type: "NGO"'), '"NGO"', '`type: [NGO]`'],
    ['{ organizations(first: "10") { totalCount } }', '"10"', '`first: 10`, without quotation marks'],
    ['{ organizations(first: ten) { totalCount } }', 'ten', '`first: 10`'],
    ['{ organizations(first: 10.5) { totalCount } }', '10.5', '`first: 10`'],
    ['{ graph @skip(if: "true") { revision } }', '"true"', '`if: true`'],
    ['query ($n: Int = "5") { organizations(first: $n) { totalCount } }', '"5"', '`5`, without'],
    ['query ($n: EntityRef!) { organization(ref: n) { name } }', 'found n', '`$n`'],
  ])('%s', async (document, ...parts) => {
    const [message] = await messages(document)
    for (const part of parts) expect(message).toContain(part)
  })
})

describe('a wrong field of an input object', () => {
  it.each([
    [where('statedOn: { gte: "2003" }'), '"gte"', '`within: "2003"`', 'DateWhere has after, before'],
    [where('statedOn: { until: "2003" }'), '"until"', '`before: "2003"`'],
    [where('statedOn: { eq: "2003" }'), '"eq"', '`within: "2003"`'],
    [where('topics: { named: "detention" }'), '"named"', '`some: { named: "detention" }`'],
    [where('topics: { within: { named: "x" } }'), '"within"', '`some: { within: { named: "x" } }`'],
    [where('topics: { within: "x" }'), '"within"', '`some: { within: { named: "x" } }`'],
    [where('topic: { named: "detention" }'), '"topic"', '`topics: { some: { named: "detention" } }`'],
    [where('critic: { name: "HRW" }'), '"name"', '`named: "HRW"`'],
    [about('name: { _eq: "IOM" }'), '"name"', '`named: "IOM"`'],
    [about('_and: [{ named: "IOM" }]'), '"_and"', '`AND: [{ named: "IOM" }]`'],
    [about('_or: [{ named: "IOM" }]'), '"_or"', '`OR: ['],
    [about('not: { named: "IOM" }'), '"not"', '`NOT: { named: "IOM" }`'],
    [about('criticismsReceived: { gte: 3 }'), '"gte"', '`count: { gte: 3 }`'],
    [about('criticismsReceived: { count: { greaterThan: 3 } }'), '"greaterThan"', '`gt: 3`'],
    [about('contains: "x"'), '"contains"', '`search: "x"`'],
    [about('searhc: "x"'), '"searhc"', '`search: "x"`'],
    [where('statedOn: { between: ["2003", "2004"] }'), '"between"', '`within: "2003/2004"`'],
    [where('statedOn: { range: [2003, 2004] }'), '"range"', '`within: "2003/2004"`'],
    [where('statedOn: { between: ["2003", "soon"] }'), '"between"', '`within: "2003"`'],
    ['{ figures(where: { amount: { between: [1, 5] } }) { totalCount } }', '"between"', '`gte: 1, lte: 5`'],
    [about('criticismsReceived: { count: { range: [1, 5] } }'), '"range"', '`gte: 1, lte: 5`'],
    ['{ figures(where: { value: { gt: 5 } }) { totalCount } }', '"value"', '`amount: { gt: 5 }`'],
    ['{ relationships(where: { from: { named: "IOM" } }) { totalCount } }', '"from"', '`subject: { named: "IOM" }`'],
    ['{ relationships(where: { source: "IOM" }) { totalCount } }', '"source"', '`subject: { named: "IOM" }`'],
    ['{ relationships(where: { to: { named: "IOM" } }) { totalCount } }', '"to"', '`object: { named: "IOM" }`'],
    ['{ relationships(where: { target: "IOM" }) { totalCount } }', '"target"', '`object: { named: "IOM" }`'],
    ['{ topics(where: { broader: { named: "x" } }) { totalCount } }', '"broader"', '`within: { named: "x" }`'],
    ['{ topics(where: { parent: "x" }) { totalCount } }', '"parent"', '`within: { named: "x" }`'],
    ['{ attributes(where: { name: "founded" }) { totalCount } }', '"name"', '`attribute: ["founded"]`'],
    ['{ attributes(where: { property: "founded" }) { totalCount } }', '"property"', '`attribute: ["founded"]`'],
    [about('country: { named: "Switzerland" }'), '"country"', '`headquarters: { named: "Switzerland" }`'],
    [
      '{ events(where: { country: { named: "x" } }) { totalCount } }',
      '"country"',
      '`places: { some: { named: "x" } }`',
    ],
    [about('city: "Geneva"'), '"city"', '`headquarters: { named: "Geneva" }`'],
    [about('xyzzy: 5'), '"xyzzy"', 'named, search, slug'],
    [about('organizationType: [NGO]'), '"organizationType"', '`type: [NGO]`'],
    ['{ facts(where: { kind: [CRITICISM] }) { totalCount } }', '"kind"', '`factKind: [CRITICISM]`'],
    ['{ facts(where: { type: [ROLE, FIGURE] }) { totalCount } }', '"type"', '`factKind: [ROLE, FIGURE]`'],
    ['{ facts(where: { kind: [PERSON] }) { totalCount } }', '"kind"', '`object: { kind: [PERSON] }`'],
    ['{ facts(where: { status: [FOUND] }) { totalCount } }', '"status"', '`evidence: { status: [FOUND] }`'],
    ['{ relationships(where: { relationshipType: HOSTS }) { totalCount } }', '"relationshipType"', '`type: [HOSTS]`'],
    [
      '{ organizations(orderBy: { name: ASC }) { totalCount } }',
      'EntityOrder.field',
      '`orderBy: [{ field: NAME, direction: ASC }]`',
    ],
    [
      '{ criticisms(orderBy: { statedOn: DESC }) { totalCount } }',
      '.field"',
      '[{ field: STATED_ON, direction: DESC }]`',
    ],
    [
      '{ criticisms(orderBy: [{ statedOn: DESC }]) { totalCount } }',
      '.field"',
      '`{ field: STATED_ON, direction: DESC }`',
    ],
    ['{ criticisms(orderBy: { date: ASC }) { totalCount } }', '.field"', '[{ field: STATED_ON, direction: ASC }]`'],
    ['{ figures(orderBy: { value: DESC }) { totalCount } }', '.field"', '[{ field: AMOUNT, direction: DESC }]`'],
    [
      '{ organizations(orderBy: { direction: DESC }) { totalCount } }',
      'EntityOrder.field',
      'direction: DESC }]`',
      ', NAME',
    ],
    ['{ organization(ref: { name: "IOM" }) { name } }', '"name"', '`named: "IOM"`'],
    ['{ organization(ref: {}) { name } }', '"EntityRef"', '`{ named: "', 'Give one of id, '],
    ['{ organization(ref: { named: "a", slug: "b" }) { name } }', '"EntityRef"', 'such as `{ named: "a" }`'],
    ['{ organization(ref: { named: null }) { name } }', 'EntityRef.named', 'Give one of id, '],
    [about('named: "a", named: "b"'), '"named"', '`OR: [{ named: "a" }, { named: "b" }]`'],
  ])('%s', async (document, ...parts) => {
    const [message] = await messages(document)
    for (const part of parts) expect(message).toContain(part)
  })
})

describe('a wrong argument', () => {
  it.each([
    ['{ organizations(limit: 10) { totalCount } }', '"limit"', '`first: 10`'],
    ['{ organizations(take: 10) { totalCount } }', '"take"', '`first: 10`'],
    ['{ organizations(offset: 10) { totalCount } }', '"offset"', '`pageInfo { endCursor hasNextPage }`'],
    ['{ organizations(skip: 10) { totalCount } }', '"skip"', '"after" takes the "endCursor"'],
    ['{ organizations(page: "2") { totalCount } }', '"page"', '"after" takes the "endCursor"'],
    ['{ search(query: "a", offset: 10) { totalCount } }', '"offset"', '"after" takes the "endCursor"'],
    ['{ organizations(after: 10) { totalCount } }', ': 10.', '"after" takes the "endCursor"'],
    ['{ organizations(last: 5, before: 10) { totalCount } }', ': 10.', '`pageInfo { startCursor hasPreviousPage }`'],
    ['{ organizations(cursor: "WzFd") { totalCount } }', '"cursor"', '`after: "WzFd"`'],
    ['{ organizations(filter: { named: "IOM" }) { totalCount } }', '"filter"', '`where: { named: "IOM" }`'],
    ['{ organizations(sort: NAME) { totalCount } }', '"sort"', '`orderBy: [{ field: NAME }]`'],
    [
      '{ organizations(order_by: { name: asc }) { totalCount } }',
      '"order_by"',
      '`orderBy: [{ field: NAME, direction: ASC }]`',
    ],
    ['{ organizations(frist: 10) { totalCount } }', '"frist"', '`first: 10`'],
    ['{ organizations(named: "IOM") { totalCount } }', '"named"', '`where: { named: "IOM" }`'],
    ['{ organizations(search: "x") { totalCount } }', '"search"', '`where: { search: "x" }`'],
    ['{ criticisms(critic: "HRW") { totalCount } }', '"critic"', '`where: { critic: { named: "HRW" } }`'],
    ['{ organization(name: "IOM") { name } }', '"name"', '`ref: { named: "IOM" }`'],
    ['{ organization(slug: "iom") { name } }', '"slug"', '`ref: { slug: "iom" }`'],
    ['{ organization(id: "x") { name } }', '"id"', '`ref: { id: "x" }`'],
    ['{ organization(where: { named: "IOM" }) { name } }', '"where"', '`ref: { named: "IOM" }`'],
    ['{ organization { name } }', '"ref"', '`organization(ref: { named: "'],
    ['{ resolve(names: "IOM") { score } }', '"names"', '`name: "IOM"`'],
    ['{ search(text: "IOM") { totalCount } }', '"text"', '`query: "IOM"`'],
    ['{ paths(source: "IOM", target: "Geneva") { truncated } }', '"source"', '`from: { named: "IOM" }`'],
    [criticisms('critic(named: "HRW") { name }'), '"named"', 'takes no arguments'],
    ['{ criticisms { nodes(first: 5) { claim } } }', '"first"', '`criticisms(first: 10) { nodes { claim } }`'],
    ['{ organizations(first: 1, first: 2) { totalCount } }', '"first"', 'Take one of them out'],
    ['{ graph @include { revision } }', '"if"', '`@include(if: true)`'],
    ['{ graph @includes(if: true) { revision } }', '"@includes"', '"@include"'],
  ])('%s', async (document, ...parts) => {
    const [message] = await messages(document)
    for (const part of parts) expect(message).toContain(part)
  })

  const paths = (argument: string) => `paths(from: { named: "IOM" }, to: { named: "HRW" }, ${argument}) { truncated }`

  it.each([
    ['organizations(name: "IOM") { totalCount }', 'name: "IOM"', 'where: { named: "IOM" }'],
    ['organizations(country: "CH") { totalCount }', 'country: "CH"', 'where: { headquarters: { named: "CH" } }'],
    ['criticisms(year: 2003) { totalCount }', 'year: 2003', 'where: { statedOn: { within: "2003" } }'],
    ['criticisms(topic: "x") { totalCount }', 'topic: "x"', 'where: { topics: { some: { named: "x" } } }'],
    ['criticisms(text: "x") { totalCount }', 'text: "x"', 'where: { search: "x" }'],
    ['entities(ids: ["x"]) { totalCount }', 'ids: ["x"]', 'where: { id: ["x"] }'],
    ['search(query: "a", type: EVENT) { totalCount }', 'type: EVENT', 'kinds: [EVENT]'],
    ['search(query: "a", type: "event") { totalCount }', 'type: "event"', 'kinds: [EVENT]'],
    ['search(query: "a", facts: ROLE) { totalCount }', 'facts: ROLE', 'factKinds: [ROLE]'],
    [
      'search(query: "a", where: { kind: [PERSON, EVENT] }) { totalCount }',
      'where: { kind: [PERSON, EVENT] }',
      'kinds: [PERSON, EVENT]',
    ],
    ['resolve(name: "a", year: 2003) { score }', 'year: 2003', 'asOf: "2003"'],
    [paths('depth: 3'), 'depth: 3', 'maxLength: 3'],
    [paths('hops: 3'), 'hops: 3', 'maxLength: 3'],
    [paths('limit: 3'), 'limit: 3', 'first: 3'],
    [paths('xyzzy: 3'), 'xyzzy: 3', 'first: 3'],
    ['node(slug: "x") { id }', 'node(slug: "x") { id }', 'entity(ref: { slug: "x" }) { name }'],
    ['node(name: "x") { id }', 'node(name: "x") { id }', 'entity(ref: { named: "x" }) { name }'],
    ['fact(id: "x") { id }', 'fact(id: "x") { id }', 'node(id: "x") { ... on Fact { statement } }'],
    ['document(id: "x") { title }', 'document(id: "x") { title }', 'node(id: "x") { ... on Document { title } }'],
  ])('%s is right with what is shown', (question, wrong, right) => {
    const [message = ''] = explained(`{ ${question} }`)
    expect(shown(message)[0]).toBe(right)
    expect(explained(`{ ${question.replace(wrong, right)} }`)).toEqual([])
  })

  it('is not guessed where neither name nor value says what is meant', () => {
    for (const question of [
      'organizations(xyzzy: 5) { totalCount }',
      'search(query: "a", xyzzy: "b") { totalCount }',
    ]) {
      expect(shown(explained(`{ ${question} }`)[0] ?? '')).toEqual([])
    }
  })

  it('is used where a required one is missing', async () => {
    const both = await messages('{ paths(source: "IOM", target: "Geneva") { truncated } }')
    expect(both.at(-1)).toContain('`paths(from: { named: "IOM" }, to: { named: "Geneva" })')
  })
})

describe('a wrong field', () => {
  it.each([
    ['{ criticisms { claim } }', '"claim"', '`nodes { claim }`'],
    ['{ criticisms { summary } }', '"summary"', '`nodes { target { summary } }`'],
    ['{ criticisms { items { claim } } }', '"items"', '"nodes"'],
    ['{ criticisms { node { claim } } }', '"node"', '"nodes"'],
    ['{ criticisms { edges { claim } } }', '"claim"', '`node { claim }`'],
    ['{ criticisms { count } }', '"count"', '"totalCount"'],
    ['{ criticisms { pageInfo { hasNext } } }', '"hasNext"', '"hasNextPage"'],
    ['{ quotations { text } }', '"quotations"', '`criticisms { nodes { quotations { text } } }`'],
    ['{ amount }', '"amount"', '`figures { nodes { amount } }`'],
    ['{ organisations { totalCount } }', '"organisations"', '"organizations" or "organization"'],
    ['{ organizations_aggregate { count } }', '"organizations_aggregate"', '"organizations"'],
    ['{ allOrganizations { nodes { name } } }', '"allOrganizations"', '"organizations"'],
    ['{ organizationBySlug(slug: "iom") { name } }', '"organizationBySlug"', '"organization"'],
    ['{ persons { nodes { name } } }', '"persons"', '"people"'],
    [iom('quotations { text }'), '"quotations"', '`criticismsMade { nodes { quotations { text } } }`'],
    [iom('claim'), '"claim"', '`criticismsReceived { nodes { claim } }`'],
    [iom('criticisms { nodes { claim } }'), '"criticisms"', '"criticismsMade" or "criticismsReceived"'],
    [iom('founded'), '"founded"', '"foundedOn"'],
    [iom('description'), '"description"', '"summary"'],
    [iom('type'), '"type"', '"organizationType"'],
    [iom('nme'), '"nme"', '"name"'],
    ['{ figures { nodes { value } } }', '"value"', 'Did you mean "amount"? There is also `checks { value }`'],
    ['{ relationships { nodes { target { name } } } }', '"target"', '"object"'],
    ['{ relationships { nodes { source { name } } } }', '"source"', '"subject"'],
    ['{ topic(ref: { slug: "x" }) { parent { name } } }', '"parent"', '"broader"'],
    ['{ topic(ref: { slug: "x" }) { children { name } } }', '"children"', '"narrower"'],
    ['{ place(ref: { slug: "x" }) { parent { name } } }', '"parent"', '"partOf"'],
    ['{ place(ref: { slug: "x" }) { children { name } } }', '"children"', '"contains"'],
    ['{ paths(from: { id: "x" }, to: { id: "y" }) { paths { nodes { name } } } }', '"nodes"', '"steps"'],
    ['{ paths(from: { id: "x" }, to: { id: "y" }) { paths { hops { name } } } }', '"hops"', '"steps"'],
    ['{ entity(ref: { slug: "x" }) { founded } }', '"founded"', '`... on Organization { foundedOn { label } }`'],
    ['{ entities { nodes { founding } } }', '"founding"', '`... on Organization { foundedOn { label } }`'],
    ['{ roles { nodes { position } } }', '"position"', '"title"'],
    ['{ facts { nodes { value } } }', '"value"', '`... on '],
    [iom('xyzzy'), '"xyzzy"', 'Organization has', 'website'],
    [criticisms('name'), '"name"', '`target { name }`'],
    [criticisms('date'), '"date"', '"statedOn"'],
    [criticisms('quote'), '"quote"', '"quotations"'],
    [criticisms('critic { roles { nodes { title } } }'), '"roles"', '`... on Person { roles { nodes { title } } }`'],
    [criticisms('critic { website }'), '"website"', '`... on Organization { website }`'],
    [criticisms('evidence { nodes { anchor } }'), '"nodes"', 'ask for "anchor" directly'],
    [criticisms('evidence { url }'), '"url"', '`document { url }`'],
    ['{ facts { nodes { claim } } }', '"claim"', '`... on Criticism { claim }`'],
    ['{ node(id: "x") { name } }', '"name"', '`... on Entity { name }`'],
    ['{ criticisms }', '"criticisms"', '`criticisms { nodes { claim } }`'],
    [iom('foundedOn'), '"foundedOn"', '`foundedOn { label }`'],
    [iom('name { text }'), '"name"', '`name` alone'],
  ])('%s', async (document, ...parts) => {
    const [message] = await messages(document)
    for (const part of parts) expect(message).toContain(part)
  })
})

describe('a wrong fragment, type, variable or operation', () => {
  it.each([
    ['{ entities { nodes { ... on Organisation { website } } } }', '"Organisation"', '"Organization"'],
    ['{ entities { nodes { ... on ORGANIZATION { website } } } }', '"ORGANIZATION"', '"Organization"'],
    ['{ entities { nodes { ... on String { website } } } }', '"String"', 'There are', 'Entity'],
    ['{ entities { ... on Organization { website } } }', '"Organization"', '`nodes { ... on Organization {'],
    [criticisms('... on Person { name }'), '"Person"', '`spokespeople { name }`'],
    ['{ entities { nodes { ...f } } }', '"f"', '`fragment f on'],
    ['{ entities { nodes { ...nmae } } } fragment name on Entity { name }', '"nmae"', 'Did you mean "name"?'],
    ['{ graph { revision } } fragment f on Entity { name }', '"f"', '`...f`'],
    ['query ($n: Text) { organization(ref: { named: $n }) { name } }', '"Text"', '`$n: String!`'],
    ['query ($n: Person) { organization(ref: { named: $n }) { name } }', '"Person"', '`$n: String!`'],
    ['query ($n: String!) { organization(ref: $n) { name } }', '"$n"', '`$n: EntityRef!`', '`{ named: $n }`'],
    ['query ($n: String) { organizations(first: $n) { totalCount } }', '"$n"', '`$n: Int`'],
    ['query ($w: OrganizationFilter) { organizations(where: $w) { totalCount } }', 'Filter', '`$w: OrganizationWhere`'],
    ['{ organization(ref: { named: $n }) { name } }', '"$n"', '`query ($n: String!)`'],
    ['query ($n: String) { graph { revision } }', '"$n"', 'Use it'],
    ['query ($n: String) { organization(ref: { named: $n }) { name } }', '$n', 'send it in the variables'],
    ['{ graph { revision } } { graph { factCount } }', 'anonymous', '`query one'],
    ['query a { __typename } query a { __typename }', '"a"', 'another name'],
    ['type A { b: String }', '"A"', 'Send a query'],
    ['mutation { a }', '"Mutation"', 'createApiKey'],
    ['subscription { a }', '"Subscription"', 'changes'],
  ])('%s', async (document, ...parts) => {
    const [message] = await messages(document)
    for (const part of parts) expect(message).toContain(part)
  })
})

describe('a text that is not GraphQL', () => {
  it.each([
    ['', '<EOF>', 'empty'],
    ['# nothing', '<EOF>', 'empty'],
    ['{ organization(ref: { named: “IOM” }) { name } }', 'U+201C', 'straight quotation marks'],
    ['{ organization(ref: { named: ‘IOM’ }) { name } }', 'U+2018', 'straight double quotation marks'],
    ["{ organization(ref: { named: 'IOM' }) { name } }", "(')", 'double quote (")'],
    ['{ organization(ref: { named: "IOM }) { name } }', 'string', 'Close the string'],
    [`{ graph { revision }`, '<EOF>', '"{" at line 1, column 1 is not closed'],
    ['{ organization(ref: { named: "IOM") { name } }', '")"', '"{" at line 1, column 21 is not closed: write "}"'],
    ['{ criticisms(where: { search: "x" } { totalCount } }', '"{"', '"(" at line 1, column 13 is not closed'],
    ['{ graph { revision } } }', '"}"', 'take this "}" out'],
    ['{ organizations(first: 10 { totalCount } }', '"{"', '"(" at line 1, column 16 is not closed'],
    ['{ organizations(orderBy: [{ field: NAME }] { totalCount } }', '"{"', '"(" at line 1, column 16 is not closed'],
    ['{ search(query: "IOM" { totalCount } }', '"{"', '"(" at line 1, column 9 is not closed'],
    ['{ graph("x") { revision } }', 'String "x"', '"graph" takes no arguments'],
    ['{ xyzzy("x") { revision } }', 'String "x"', '`name: value`'],
    ['{ organization(ref) { name } }', '")"', '`ref: ...`'],
    ['{ organizations(first 10) { totalCount } }', 'Int "10"', '`first: ...`'],
    ['{ organization("ref": { named: "IOM" }) { name } }', 'String "ref"', 'without quotation marks: `ref`'],
    ['{ organization(ref: named:) { name } }', '":"', '`{ name: value }`'],
    ['{ a: b: c }', '":"', 'Take the colon out'],
    ['{ organization(ref: { named = "IOM" }) { name } }', '"="', '`name: value`'],
    ['{ organization { ref: { named: "IOM" } name } }', '"{"', 'in parentheses'],
    ['{ graph {} }', '"}"', 'at least one field'],
    ['{ organizations() { totalCount } }', '")"', 'empty parentheses'],
    ['{ graph { revision }; }', '";"', 'semicolons'],
    ['{ graph { revision } // comment\n }', '"/"', 'start with #'],
    ['{"query": "{ graph { revision } }"}', 'String "query"', 'JSON of a whole request'],
    ['{"named": "IOM"}', 'String "named"', 'in the variables'],
    ['{ organization(ref: { "named": "IOM" }) { name } }', 'String "named"', '`named`'],
    ['SELECT ?item WHERE { ?item wdt:P31 wd:Q43229 }', '"?"', 'SPARQL'],
    ['select * from organizations', '"*"', 'SQL'],
    ['Which organisations did HRW criticise?', '"?"', '`{ field(argument: "value") { field } }`'],
    ['criticisms { nodes { claim } }', '"criticisms"', '`{ criticisms ... }`'],
    ['```graphql\n{ graph { revision } }\n```', '"`"', 'Leave out the marks'],
    ['<html></html>', '"<"', 'HTML'],
    ['query (n: Int) { graph { revision } }', '"n"', '`$n`'],
    ['query ($n Int) { graph { revision } }', '"Int"', '`n: ...`'],
    ['{ organizations – people }', 'U+2013', 'hyphen'],
    ['{ organizations(where: { founded > "1950" }) { totalCount } }', '">"', 'no such operator'],
    ['{ organizations.nodes }', '"."', '`outer { inner }`'],
    ['{ graph { 1revision } }', '"r"', 'starts with no digit'],
    ['{ graph { revision\u00a0} }', 'U+00A0', 'ordinary space'],
    ['fragment on Organization { name }', '"on"', '`fragment name on Type'],
    ['{ organizations(first: ) { totalCount } }', '")"', 'Write a value'],
    ['\\{ graph }', '"\\"', 'backslashes'],
  ])('%s', async (document, ...parts) => {
    const { message, extensions } = await app.refusal(document)
    expect(extensions.code).toBe('GRAPHQL_PARSE_FAILED')
    for (const part of parts) expect(message).toContain(part)
  })
})

describe('arguments without names, and objects without braces', () => {
  const nameAsOf = (date: string) => `organization(ref: { named: "IOM" }) { nameAsOf(${date}) }`

  it.each([
    ['search("IOM") { totalCount }', 'search("IOM")', 'search(query: "IOM")'],
    ['organization("IOM") { name }', 'organization("IOM")', 'organization(ref: { named: "IOM" })'],
    ['organization(IOM) { name }', 'organization(IOM)', 'organization(ref: { named: "IOM" })'],
    ['organization({ slug: "iom" }) { name }', 'organization({ slug: "iom" })', 'organization(ref: { slug: "iom" })'],
    ['resolve("HRW") { score }', 'resolve("HRW")', 'resolve(name: "HRW")'],
    ['resolve(name: "HRW", 5) { score }', '5', 'first: 5'],
    ['resolve(name: "HRW", PERSON) { score }', 'PERSON', 'kinds: [PERSON]'],
    ['node("x") { id }', 'node("x")', 'node(id: "x")'],
    ['paths("IOM") { truncated }', 'paths("IOM")', 'paths(from: { named: "IOM" }, to: { named: "..." })'],
    ['organizations("IOM") { totalCount }', 'organizations("IOM")', 'organizations(where: { named: "IOM" })'],
    ['organizations(10) { totalCount }', 'organizations(10)', 'organizations(first: 10)'],
    ['organizations(NGO) { totalCount }', 'organizations(NGO)', 'organizations(where: { type: [NGO] })'],
    [nameAsOf('1960'), 'nameAsOf(1960)', 'nameAsOf(date: "1960")'],
    [nameAsOf('"1960-05"'), 'nameAsOf("1960-05")', 'nameAsOf(date: "1960-05")'],
    ['organization(ref: named: "IOM") { name }', 'ref: named: "IOM"', 'ref: { named: "IOM" }'],
    ['organization(ref: (named: "IOM")) { name }', 'ref: (named: "IOM")', 'ref: { named: "IOM" }'],
    ['criticisms(where: search: "x") { totalCount }', 'where: search: "x"', 'where: { search: "x" }'],
    ['criticisms(where: { critic: named: "a" }) { totalCount }', 'critic: named: "a"', 'critic: { named: "a" }'],
    [
      'criticisms(where: critic: { named: "a" }) { totalCount }',
      'where: critic: { named: "a" }',
      'where: { critic: { named: "a" } }',
    ],
    [
      'criticisms(where: (critic: (named: "a (b)"))) { totalCount }',
      'where: (critic: (named: "a (b)"))',
      'where: { critic: { named: "a (b)" } }',
    ],
  ])('%s is right with what is shown', async (question, wrong, right) => {
    const { message } = await app.refusal(`{ ${question} }`)
    expect(shown(message)[0]).toBe(right)
    expect(explained(`{ ${question.replace(wrong, right)} }`)).toEqual([])
  })

  it('stand for variables, too', async () => {
    const { message } = await app.refusal('query ($q: String!) { search($q) { totalCount } }')
    expect(message).toContain('`search(query: $q)`')
  })
})

describe('a wrong value in variables', () => {
  const ref = 'query ($ref: EntityRef!) { organization(ref: $ref) { name } }'
  const filter = 'query ($w: CriticismWhere) { criticisms(where: $w) { totalCount } }'
  const order = 'query ($o: [EntityOrder!]) { organizations(orderBy: $o) { totalCount } }'

  it.each([
    [ref, { ref: 'IOM' }, '"IOM"', '`"ref": { "named": "IOM" }`'],
    [ref, { ref: '{"named": "IOM"}' }, 'IOM', '`"ref": { "named": "IOM" }`'],
    [ref, { ref: { name: 'IOM' } }, '"name"', '`"named": "IOM"`'],
    [ref, { ref: { named: 'IOM', slug: 'a' } }, '"EntityRef"', '`{ "named": "IOM" }`'],
    [ref, { ref: {} }, '"EntityRef"', 'Give one of id, '],
    [ref, { ref: null }, '"$ref"', '`"ref": { "named": "'],
    [ref, {}, '"$ref"', '`"ref": { "named": "'],
    [ref, { Ref: { named: 'IOM' } }, '"$ref"', 'hold "Ref"'],
    [filter, { w: { critic: 'HRW' } }, '"w.critic"', '`"critic": { "named": "HRW" }`'],
    [filter, { w: { topics: { within: 'x' } } }, '"within"', '`"some": { "within": { "named": "x" } }`'],
    [filter, { w: { statedOn: { gte: '2003' } } }, '"gte"', '`"within": "2003"`', 'isNull'],
    [filter, { w: { statedOn: { within: 2003 } } }, '"w.statedOn.within"', '`"within": "2003"`'],
    [filter, { w: { critic: { kind: 'person' } } }, '"person"', '`"kind": ["PERSON"]`'],
    [filter, { w: { quotations: {} } }, '"exists"', '`{ "exists": true }`'],
    ['query ($n: Int) { criticisms(first: $n) { totalCount } }', { n: '10' }, '"10"', '`"n": 10`, without'],
    [order, { o: 'NAME' }, '"NAME"', '`"o": [{ "field": "NAME" }]`'],
    [order, { o: [{ field: 'DATE' }] }, '"o[0].field"', 'CRITICISMS_MADE'],
    [order, { o: [{ field: 'NAME', direction: 'desc' }] }, '"desc"', 'Write `"direction": "DESC"`.'],
    [order, { o: [{ field: 'name' }] }, '"name"', 'Write `"field": "NAME"`.'],
    [filter, { w: { critic: { kind: ['person'] } } }, '"person"', 'Write `"kind": "PERSON"`.'],
    [filter, { w: { statedOn: { between: ['2003', '2004'] } } }, '"between"', '`"within": "2003/2004"`'],
    [order, { o: [{ name: 'asc' }] }, 'o[0]', '`{ "field": "NAME", "direction": "ASC" }`'],
  ])('%s with %j', async (document, variables, ...parts) => {
    const { errors = [] } = await app.ask(document, variables)
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
    for (const part of parts) expect(errors[0]?.message).toContain(part)
  })
})

describe('help follows from the schema', () => {
  it('calls things as the schema does, where it translates from other languages', () => {
    const names = Object.values(schema.getTypeMap()).flatMap((type) => {
      if (isInputObjectType(type)) return Object.keys(type.getFields())
      if (!isObjectType(type) && !isInterfaceType(type)) return []
      return Object.values(type.getFields()).flatMap(({ name, args }) => [name, ...args.map((each) => each.name)])
    })
    expect(ourNames.filter((name) => !names.includes(name))).toEqual([])
  })

  // Every argument of the API, and every field of its input objects, with the type that it takes.
  const query = schema.getQueryType()
  const positions = Object.values(query?.getFields() ?? {}).flatMap((field) => {
    const call = (inner: string) => `{ ${field.name}(${inner}) { __typename } }`
    return field.args.flatMap((argument) => {
      const others = field.args.filter((other) => other !== argument && isRequiredArgument(other))
      return others.length > 0 ? [] : within(argument.name, argument.type, call)
    })
  })

  type Position = readonly [name: string, type: GraphQLInputType, write: (inner: string) => string]

  /** The position of an argument, and of the fields of its object. */
  function within(name: string, type: GraphQLInputType, write: (inner: string) => string): Position[] {
    const named = getNamedType(type)
    if (!isInputObjectType(named)) return [[name, type, write]]
    const inner = Object.values(named.getFields()).filter(({ name: field }) => !['AND', 'OR', 'NOT'].includes(field))
    const fields = inner.map((field): Position => [field.name, field.type, (text) => write(`${name}: { ${text} }`)])
    return [[name, type, write], ...fields]
  }

  it.each(['"HRW"', 'HRW', '5', '0.5', 'true', '["HRW"]', '{ eq: "HRW" }', 'null'])(
    'so that what it shows in place of %s is right',
    (value) => {
      let mended = 0
      for (const [name, , write] of positions) {
        const wrong = write(`${name}: ${value}`)
        const own = explained(wrong).filter((message) => !message.includes('is required'))
        for (const message of own.slice(0, 1)) {
          expect(message, wrong).toMatch(/`|\bhas\b|Did you mean/)
          const [right] = shown(message).filter((text) => text.startsWith(`${name}: `))
          if (right === undefined) continue
          mended += 1
          expect(
            explained(write(right)).filter((other) => !/required|exactly one/.test(other)),
            wrong,
          ).toEqual([])
        }
      }
      if (value !== 'null') expect(mended).toBeGreaterThan(20)
    },
  )
})

describe('the ways to a field that messages show', () => {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type))
  const own = types.filter(({ name }) => !name.startsWith('__'))
  const node = schema.getType('Node')
  const names = [...new Set(own.flatMap((type) => Object.keys(type.getFields())))]

  /** Documents that ask things of a type, for types that a root field leads to. */
  const askers = own.flatMap((type) => {
    if (type === schema.getQueryType()) return [{ type, write: (field: string) => `{ ${field} }` }]
    const list = Object.values(schema.getQueryType()?.getFields() ?? {}).find(
      (field) => getNamedType(field.type) === type,
    )
    if (list && !list.args.some(isRequiredArgument)) {
      return [{ type, write: (field: string) => `{ ${list.name} { ${field} } }` }]
    }
    if (type.getInterfaces().every((each) => each !== node)) return []
    return [{ type, write: (field: string) => `{ node(id: "x") { ... on ${type.name} { ${field} } } }` }]
  })

  it.each(askers)('are right: $type', ({ type, write }) => {
    for (const name of names.filter((each) => !(each in type.getFields()))) {
      const [message = ''] = explained(write(name))
      expect(message).toContain(`"${name}"`)
      for (const way of shown(message)) {
        const left = explained(way.startsWith('{') ? way : write(way))
        expect(left, `${write(name)}: ${message}`).toEqual([])
      }
    }
  })
})

const folder = path.join(import.meta.dirname, '../questions')
const questions = readdirSync(folder)
  .filter((name) => name.endsWith('.graphql'))
  .map((name) => readFileSync(path.join(folder, name), 'utf8'))

/** The names of fields, arguments, input fields and enum values of a document, and of types in its fragments. */
function namesIn(document: string): ASTNode[] {
  const found: ASTNode[] = []
  visit(parse(document), {
    Field: ({ name }) => void found.push(name),
    Argument: ({ name }) => void found.push(name),
    ObjectField: ({ name }) => void found.push(name),
    NamedType: ({ name }) => void found.push(name),
    EnumValue: (node) => void found.push(node),
  })
  return found
}

const slips = {
  'two letters swapped': (name: string) => {
    const at = Math.floor(name.length / 2)
    return name.slice(0, at - 1) + name.charAt(at) + name.charAt(at - 1) + name.slice(at + 1)
  },
  'a letter doubled': (name: string) => name.charAt(0) + name,
  'the other case': (name: string) => (name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase()),
}

describe('a slip in a right question', () => {
  it.each(Object.entries(slips))('is named together with what was meant: %s', (_, slip) => {
    let mended = 0
    let total = 0
    for (const question of questions) {
      for (const { loc } of namesIn(question)) {
        const right = question.slice(loc?.start, loc?.end)
        const wrong = slip(right)
        if (right.length < 4 || right === wrong) continue
        const document = question.slice(0, loc?.start) + wrong + question.slice(loc?.end)
        const found = explained(document)
        // Some slips are other things that exist.
        if (found.length === 0) continue
        total += 1
        expect(found.join('\n'), document).toContain(wrong)
        if (found.some((message) => message.slice(message.indexOf(wrong) + wrong.length).includes(right))) mended += 1
      }
    }
    expect(total).toBeGreaterThan(200)
    // A slip in a short name can come closer to another name.
    expect(mended / total).toBeGreaterThan(0.97)
  })
})

describe('help is bounded', () => {
  it('in number, length and work, whatever is asked', async () => {
    const { app: wide } = testApp(db, { limits: { bodyBytes: 10_000_000, tokens: 100_000 } })
    const many = (make: (index: number) => string) =>
      Array.from({ length: 10_000 }, (_, index) => make(index)).join(' ')
    const long = 'a'.repeat(20_000)
    for (const query of [
      `{ ${many((index) => `organisation${index}`)} }`,
      `{ organizations(${many((index) => `limit${index}: 1`)}) { totalCount } }`,
      about(many((index) => `name${index}: "${index}"`)),
      `{ ${long} }`,
      `{ organizations(${long}: 1) { totalCount } }`,
      about(`${long}: "${long}"`),
      `{ organizations(first: "${long}") { totalCount } }`,
      `{ entities { nodes { ... on ${long} { name } } } }`,
      `query ($${long}: ${long}) { organizations(first: $${long}) { totalCount } }`,
    ]) {
      const { status, errors } = await ask(wide, { query })
      expect(status, query.slice(0, 60)).toBe(200)
      for (const { message } of errors) expect(message.length).toBeLessThanOrEqual(1_300)
      expect(errors.length, 'the first ten, and how many more').toBeLessThanOrEqual(11)
    }
  })

  it('in variables, too', async () => {
    const query = 'query ($ids: [EntityOrder!]) { organizations(orderBy: $ids) { totalCount } }'
    const { errors } = await ask(testApp(db).app, { query, variables: { ids: Array(1_000).fill('a'.repeat(200)) } })
    expect(errors.length).toBe(11)
    expect(errors[0].message).toContain('EntityOrder')
  })

  it('and never fails, whatever stands where', () => {
    const value = fc.constantFrom(
      '"x"',
      'X',
      '1',
      '[]',
      '{}',
      '[{ a: [1] }]',
      '{ a: { b: null } }',
      '$v',
      'null',
      '0.1',
    )
    const name = fc.constantFrom('where', 'ref', 'first', 'orderBy', 'critic', '__proto__', 'constructor', 'named', 'x')
    const field = fc.constantFrom('organizations', 'organization', 'nodes', 'name', 'critic', 'toString', 'a', '__type')
    const condition = fc.constantFrom('Organization', 'String', 'EntityWhere', 'X', 'CriticismConnection', '__Type')
    const document = fc
      .record({ outer: field, inner: field, argument: name, key: name, value, condition, declared: condition })
      .map(
        ({ outer, inner, argument, key, value: given, condition: on, declared }) =>
          `query ($v: ${declared}) { ${outer}(${argument}: ${given}, x: { ${key}: ${given} }) { ${inner} { ${outer} } ... on ${on} { ${inner} } } }`,
      )
    fc.assert(
      fc.property(document, (text) => {
        for (const message of explained(text)) expect(message.length).toBeGreaterThan(10)
      }),
      { numRuns: 2_000 },
    )
  })
})
