import type { Prisma } from '../generated/prisma/client.ts'

type Models = Prisma.TypeMap['model']

/** The models with full text, which Prisma does not know. */
type Searchable = 'Entity' | 'Fact' | 'Sentence'

/** The tables as SQL of our own names them: Prisma's models under the names of their tables. */
export type Tables = {
  [Model in keyof Models as Uncapitalize<Model>]: Models[Model]['payload']['scalars'] &
    (Model extends Searchable ? { readonly search: string } : unknown)
}
