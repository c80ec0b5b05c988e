import { builder } from '../builder.ts'
import { checkMessage } from '../change/check-message.ts'
import { Fact } from '../fact/schema.ts'
import { rowsAt } from '../query/shown-at.ts'
import { CheckStatusRef, CheckSubjectRef } from './enum.ts'

const FactCheck = builder.prismaObject('FactCheck', {
  select: { factId: true, ordinal: true },
  description: 'Something that a fact says, and whether the sentences of its evidence say it word for word.',
  fields: (t) => ({
    subject: t.expose('subject', { type: CheckSubjectRef, description: 'What it is: a number, a name ...' }),
    value: t.exposeString('value', {
      description: 'The words of a quotation, the citation number, the number, the name, or the date as EDTF.',
    }),
    field: t.exposeString('field', {
      description: 'The field of the fact that says it, as datasets name it: `quotations[0].text`.',
    }),
    status: t.expose('status', { type: CheckStatusRef, description: 'Whether a sentence says it.' }),
    answer: t.exposeString('answer', {
      nullable: true,
      description:
        'Why it is not in the sentences, as the fact says under `computed`. Null unless the status is NOT_CONFIRMED.',
    }),
    message: t.string({
      nullable: true,
      description: 'If the status is NOT_CONFIRMED, what is missing, or the answer of the fact.',
      select: { subject: true, value: true, status: true, answer: true },
      resolve: (check) => checkMessage(check) ?? null,
    }),
  }),
})

builder.prismaInterfaceField(Fact, 'checks', (t) =>
  t.field({
    type: [FactCheck],
    description:
      'What was found word for word in the sentences of its evidence: its quotations, citation numbers, numbers, names and dates.',
    ...rowsAt('checks'),
  }),
)
