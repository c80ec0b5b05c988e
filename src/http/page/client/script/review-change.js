// The right side of a review: what a change says.

globalThis.reviewChange = (() => {
  const { make, statementOf } = globalThis.reviewParts

  const operations = { CREATE: 'New', UPDATE: 'Edit', DELETE: 'Remove' }

  /** What a change says, of `total`. `show` is called with the piece of evidence that a reader wants to see in the text. */
  function parts(change, total, show) {
    const { ordinal, operation, status, confidence, after, before, problems, reason, dataset } = change
    const kind = ((after ?? before ?? {}).kind ?? 'document').toLowerCase().replaceAll('_', ' ')
    const sure = confidence === null ? '' : `, ${Math.round(confidence * 100)} % sure`
    return [
      make(
        'p',
        { class: 'soft' },
        `Change ${ordinal} of ${total}: ${operations[operation].toLowerCase()} ${kind} in ${dataset.slug}${sure} `,
        make('span', { class: `badge ${status === 'INVALID' ? 'orphaned' : ''}` }, status.toLowerCase()),
      ),
      make('h3', { dir: 'auto' }, statementOf(change)),
      ...problems.map(({ message }) => make('p', { class: 'note warn' }, message)),
      reason && make('p', { class: 'note' }, `Rejected: ${reason}`),
      fieldList(change),
      make('ul', { class: 'plain' }, ...change.evidence.map((piece) => evidenceItem(piece, show))),
    ].filter(Boolean)
  }

  const written = (value) => (typeof value === 'string' ? value : JSON.stringify(value))

  /** The fields of a change: all of what is new or goes, and of an edit those that differ. */
  function fieldList({ before, after }) {
    const isEdit = Boolean(before && after)
    const hidden = new Set(['evidence', 'kind', 'statuses', 'isLoaded', ...(isEdit ? [] : ['statement'])])
    const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
    const rows = [...names]
      .filter((name) => !hidden.has(name))
      .flatMap((name) => {
        const [was, is] = [before?.[name], after?.[name]]
        if (!isEdit) return [[name, make('dd', { dir: 'auto' }, written(is ?? was))]]
        return JSON.stringify(was) === JSON.stringify(is) ? [] : [[name, difference(was, is)]]
      })
    const items = rows.map(([name, content]) => make('div', {}, make('dt', {}, name), content))
    return make('dl', { class: 'fields difference' }, ...items)
  }

  function difference(was, is) {
    const [old, now] = [was, is].map((value) => (value === undefined ? 'nothing' : written(value)))
    return make('dd', {}, make('del', { dir: 'auto' }, old), ' ', make('ins', { dir: 'auto' }, now))
  }

  const statuses = {
    FOUND: 'found in the text',
    AMBIGUOUS: 'found more than once',
    ORPHANED: 'not in the text',
    NOT_LOADED: 'text not loaded',
  }

  function evidenceItem(piece, show) {
    const { anchor, paragraph, status } = piece
    return make(
      'li',
      {},
      make('button', { type: 'button', class: 'as-link', click: () => show(piece) }, `Paragraph ${paragraph}`),
      ' ',
      make('q', { dir: 'auto' }, anchor),
      ' ',
      make('span', { class: `badge ${status.toLowerCase()}` }, statuses[status]),
    )
  }

  return { parts }
})()
