// Deciding about many changes at once, with a list of them before anything happens.

globalThis.reviewBulk = (() => {
  const { make, say, isUndecided, statementOf } = globalThis.reviewParts

  const kindOf = ({ after, before }) => (after ?? before ?? {}).kind ?? 'DOCUMENT'

  function kindChoice(changes) {
    const kinds = [...new Set(changes.map(kindOf))].sort()
    const options = kinds.map((kind) => make('option', { value: kind }, kind.toLowerCase().replaceAll('_', ' ')))
    return make('select', { id: 'bulk-kind' }, make('option', { value: '' }, 'all kinds'), ...options)
  }

  /** Opens the dialog. `decide` gets "accept" or "reject", the numbers of the changes, and the reason. */
  function open(changes, decide) {
    const least = make('input', { id: 'bulk-least', type: 'number', min: 0, max: 1, step: 0.05, value: 0 })
    const kind = kindChoice(changes)
    const valid = make('input', { id: 'bulk-valid', type: 'checkbox', checked: true })
    const reason = make('input', { id: 'bulk-reason', dir: 'auto' })
    const list = make('ul', { class: 'plain bulk' })
    const said = make('p', { role: 'status' })
    const boxes = () => [...list.querySelectorAll('input:checked')].map((box) => Number(box.value))
    const count = () => {
      said.textContent = `${boxes().length} of ${changes.filter(isUndecided).length} undecided changes are chosen.`
    }
    const preview = () => {
      const matching = changes.filter(
        (change) =>
          isUndecided(change) &&
          (change.confidence ?? 1) >= Number(least.value) &&
          (kind.value === '' || kindOf(change) === kind.value) &&
          (!valid.checked || change.status === 'NEW'),
      )
      list.replaceChildren(
        ...matching.map((change) => {
          const id = `bulk-${change.ordinal}`
          const box = make('input', { type: 'checkbox', id, value: change.ordinal, checked: true })
          return make(
            'li',
            {},
            box,
            ' ',
            make('label', { for: id, dir: 'auto' }, `${change.ordinal}. ${statementOf(change)}`),
          )
        }),
      )
      count()
    }
    list.addEventListener('change', count)
    for (const control of [least, kind, valid]) control.addEventListener('input', preview)
    const run = (what) => {
      const ordinals = boxes()
      if (ordinals.length === 0) said.textContent = 'Choose at least one change.'
      else if (what === 'reject' && reason.value.trim() === '') {
        said.textContent = 'Say why they are rejected: the same does not come again.'
        reason.focus()
      } else {
        dialog.close()
        decide(what, ordinals, reason.value.trim())
      }
    }
    const close = () => dialog.close()
    const dialog = make(
      'dialog',
      { class: 'bulk-dialog', 'aria-labelledby': 'bulk-title', close: () => dialog.remove() },
      make('h2', { id: 'bulk-title' }, 'Decide about many changes'),
      make(
        'div',
        { class: 'choice' },
        make('label', { for: 'bulk-kind' }, 'Kind'),
        kind,
        make('label', { for: 'bulk-least' }, 'Confidence at least'),
        least,
        make('span', {}, valid, ' ', make('label', { for: 'bulk-valid' }, 'only what can be accepted')),
      ),
      said,
      list,
      make('p', {}, make('label', { for: 'bulk-reason' }, 'Reason, if you reject them'), ' ', reason),
      make(
        'p',
        { class: 'buttons' },
        make('button', { type: 'button', click: () => run('accept') }, 'Accept these'),
        make('button', { type: 'button', class: 'quiet', click: () => run('reject') }, 'Reject these'),
        make('button', { type: 'button', class: 'quiet', click: close }, 'Cancel'),
      ),
    )
    document.body.append(dialog)
    preview()
    say('')
    dialog.showModal()
  }

  return { open }
})()
