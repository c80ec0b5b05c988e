import { getIntrospectionQuery } from 'graphql'
import type { GraphqlForm, Question } from '../question.ts'

// What is left when no database is asked: the way from the socket to the executor and back.

const typenameForm: GraphqlForm = { document: '{ __typename }', variables: () => ({}), read: (data) => data }

export const typename: Question = {
  name: 'typename',
  floor: 'http',
  values: async () => [{}],
  dossier: typenameForm,
  postgraphile: typenameForm,
}

export const introspection: Question = {
  name: 'introspection',
  floor: 'http',
  values: async () => [{}],
  dossier: { document: getIntrospectionQuery(), variables: () => ({}), read: (data) => data },
}
