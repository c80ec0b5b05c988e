import { builder } from '../builder.ts'
import { periodOf, periodSelection } from '../date/period.ts'
import { FuzzyDateRef, PeriodRef } from '../date/schema.ts'
import { factsAt } from '../fact/link.ts'
import { FactOrder } from '../fact/order.ts'
import { Fact } from '../fact/schema.ts'
import { kindColumns } from '../model/type.ts'
import { Organization } from '../organization/schema.ts'
import { Person } from '../person/schema.ts'
import { defineConnection } from '../query/connection.ts'
import { periodJson } from '../query/date-at.ts'
import { nestedConnection, rootConnection } from '../query/field.ts'
import { columnAt, rowAt } from '../query/shown-at.ts'
import { heldAsOf, heldAsOfRead } from './as-of.ts'
import { RoleWhere } from './where.ts'

export const Role = builder.prismaObject('Fact', {
  variant: 'Role',
  description: 'A post that a person holds or held in an organisation.',
  interfaces: [builder.nodeInterfaceRef(), Fact],
  select: kindColumns,
  fields: (t) => ({
    title: t.string({
      description: 'The title of the post: `Director General`.',
      ...columnAt('role.title', ''),
    }),
    period: t.field({
      type: PeriodRef,
      description: 'When it was held. If no source says so, `label` says at what time it was held: "as of 2023".',
      select: periodSelection,
      // Its time is the row's; only its label may say another.
      extensions: { ...heldAsOfRead, json: periodJson },
      resolve: (row) => {
        const asOf = heldAsOf(row)
        return asOf ? { ...periodOf(row), label: `as of ${asOf.label}` } : periodOf(row)
      },
    }),
    asOf: t.field({
      type: FuzzyDateRef,
      nullable: true,
      description:
        'The time of the text that says that the post is held, such as "is the Director General"; null if `period` is known, or the time of the text is not.',
      extensions: heldAsOfRead,
      resolve: (row) => heldAsOf(row),
    }),
    person: t.relation('subject', { type: Person, description: 'The person who holds or held the post.' }),
    organization: t.field({
      type: Organization,
      description: 'The organisation in which the person has or had the post.',
      // The database rejects a role without an organisation when it commits.
      ...rowAt('object'),
    }),
  }),
})

const RoleConnection = defineConnection('Role', Role, 'fact', 'posts')

/** What every list of posts is, and what callers can say of it. */
const roles = { kinds: ['ROLE'], where: RoleWhere, orderBy: FactOrder } as const

builder.queryField('roles', (t) =>
  t.field(
    rootConnection(RoleConnection, {
      name: 'roles',
      description: 'Posts that people hold or held in organisations.',
      ...roles,
    }),
  ),
)

builder.prismaObjectField(Organization, 'roles', (t) =>
  t.field(
    nestedConnection(RoleConnection, {
      name: 'Organization.roles',
      description: 'The posts in it, and the people who hold or held them.',
      scope: factsAt('object'),
      ...roles,
    }),
  ),
)

builder.prismaObjectField(Person, 'roles', (t) =>
  t.field(
    nestedConnection(RoleConnection, {
      name: 'Person.roles',
      description: 'The posts that the person holds or held.',
      scope: factsAt('subject'),
      ...roles,
    }),
  ),
)
