import { builder } from '../builder.ts'
import { type Arg, pageArguments } from '../connection/argument.ts'
import { defineConnection } from '../connection/schema.ts'
import { DateWhereRef } from '../date/schema.ts'
import { factsOf } from '../fact/connection.ts'
import { Fact, FactOrderRef } from '../fact/schema.ts'
import { kindColumns } from '../node/type.ts'
import { Organization } from '../organization/schema.ts'
import { Person } from '../person/schema.ts'
import { EntityWhereRef, factFields, RoleWhereRef } from '../where/schema.ts'

export const Role = builder.prismaObject('Fact', {
  variant: 'Role',
  description: 'A post that a person holds or held in an organisation.',
  interfaces: [builder.nodeInterfaceRef(), Fact],
  select: { ...kindColumns, role: true },
  fields: (t) => ({
    title: t.string({
      description: 'The title of the post: `Director General`.',
      resolve: (row) => row.role?.title ?? '',
    }),
    person: t.relation('subject', { type: Person, description: 'Who holds or held it.' }),
    organization: t.field({
      type: Organization,
      description: 'The organisation that the post is in.',
      select: (_args, _ctx, nested) => ({ object: nested() }),
      // The database rejects a role without an organisation when it commits.
      resolve: (row) => row.object as NonNullable<typeof row.object>,
    }),
  }),
})

const RoleConnection = defineConnection('Role', Role, 'fact', 'posts')

RoleWhereRef.implement({
  description: 'Conditions on a post. All that are given must hold; `{}` asks for nothing.',
  fields: (t) => ({
    ...factFields(t, RoleWhereRef),
    title: t.string({ description: 'The title of the post, whole; case does not matter.' }),
    person: t.field({ type: EntityWhereRef, description: 'Who holds or held it is such.' }),
    organization: t.field({ type: EntityWhereRef, description: 'The organisation is such.' }),
    period: t.field({ type: DateWhereRef, description: 'When it was held.' }),
  }),
})

function roleArguments(arg: Arg) {
  return {
    where: arg({ type: RoleWhereRef, description: 'Which posts; all when it is left out.' }),
    orderBy: arg({ type: [FactOrderRef], description: 'In which order; by begin when it is left out.' }),
    ...pageArguments(arg),
  }
}

builder.prismaObjectField(Organization, 'roles', (t) =>
  t.field({
    type: RoleConnection,
    description: 'The people of it and the posts that they hold or held.',
    args: roleArguments(t.arg),
    resolve: (row, args, ctx, info) => factsOf('Organization.roles', 'ROLE', 'object', row, args, ctx, info),
  }),
)

builder.prismaObjectField(Person, 'roles', (t) =>
  t.field({
    type: RoleConnection,
    description: 'The posts that the person holds or held.',
    args: roleArguments(t.arg),
    resolve: (row, args, ctx, info) => factsOf('Person.roles', 'ROLE', 'subject', row, args, ctx, info),
  }),
)
