import type { CursorForm } from '../query/cursor.ts'
import { uniqueKey } from '../query/order.ts'
import type { Ordering } from '../query/order-input.ts'
import { afterAll, cursorText, readPosition } from './position.ts'

/** In the order of revisions. The epoch follows from the number; cursors need it. */
export const changeOrder: Ordering<'change'> = {
  keys: (change) => [
    uniqueKey('number', change.ref('number'), 'bigint'),
    uniqueKey('ordinal', change.ref('ordinal'), 'integer'),
    uniqueKey('epoch', change.ref('epoch'), 'text'),
  ],
}

/** The cursors of a feed are the same everywhere, and a revision is one, too. */
export const changeCursors: CursorForm = {
  write: ([number, ordinal, epoch]) =>
    cursorText({ epoch: String(epoch), number: Number(number), ordinal: Number(ordinal) }),
  read(argument, text) {
    const { epoch, number, ordinal = afterAll } = readPosition(text, `\`${argument}\``)
    return [number, ordinal, epoch]
  },
}
