import { builder } from '../builder.ts'
import { Criticism } from '../criticism/schema.ts'
import { sql } from '../database/sql.ts'
import { FuzzyDateRef } from '../date/schema.ts'
import { Critic } from '../entity/schema.ts'
import { FactOrder } from '../fact/order.ts'
import { Fact } from '../fact/schema.ts'
import { kindColumns } from '../model/type.ts'
import { defineConnection } from '../query/connection.ts'
import { dateOfRow } from '../query/date-at.ts'
import { nestedConnection, rootConnection } from '../query/field.ts'
import { columnAt, rowAt } from '../query/shown-at.ts'
import { addSpeech } from '../speech/schema.ts'
import { ResponseStanceRef } from './enum.ts'
import { ResponseWhere } from './where.ts'

const Response = builder.prismaObject('Fact', {
  variant: 'Response',
  select: kindColumns,
  description: 'Who answered which criticism, and how.',
  interfaces: [builder.nodeInterfaceRef(), Fact],
  fields: (t) => ({
    responder: t.relation('subject', { type: Critic, description: 'The organisation or person that responded.' }),
    criticism: t.field({
      type: Criticism,
      description: 'The criticism that it answers.',
      // The database rejects a response without its row when it commits.
      ...rowAt('response.criticism.fact'),
    }),
    stance: t.field({
      type: ResponseStanceRef,
      description: 'How the responder takes the criticism: as wrong, or as right.',
      ...columnAt('response.stance'),
    }),
    reply: t.string({
      description: 'What it says, in a few words of our own.',
      ...columnAt('response.reply'),
    }),
    statedOn: t.field({
      type: FuzzyDateRef,
      nullable: true,
      description: 'When the responder stated it; null if the source does not say.',
      ...dateOfRow,
    }),
  }),
})

addSpeech(Response, 'responder')

const ResponseConnection = defineConnection('Response', Response, 'fact', 'responses')

/** What every list of responses is, and what callers can say of it. */
const responses = { kinds: ['RESPONSE'], where: ResponseWhere, orderBy: FactOrder } as const

builder.queryField('responses', (t) =>
  t.field(
    rootConnection(ResponseConnection, {
      name: 'responses',
      description: 'Responses: who answered which criticism, and how.',
      ...responses,
    }),
  ),
)

builder.prismaObjectField(Criticism, 'responses', (t) =>
  t.field(
    nestedConnection(ResponseConnection, {
      name: 'Criticism.responses',
      description: 'The responses to it.',
      scope: (fact, criticism) => {
        const response = fact.inside('response')
        return sql`${fact.id} in (select ${response.id} from ${response.from}
          where ${response.ref('criticismId')} = ${criticism})`
      },
      ...responses,
    }),
  ),
)
