// The form in which a reviewer changes what is proposed. What comes of it is a proposal of the reviewer, in place of the other.

globalThis.reviewEdit = (() => {
  const { make, say, ask, told } = globalThis.reviewParts
  const fixed = new Set(['key', 'slug', 'kind', 'evidence', 'statuses', 'isLoaded'])

  /** The field of ProposedChangeInput for a kind: "criticism" for CRITICISM; documents have no kind. */
  const memberOf = (kind) => kind?.toLowerCase().replaceAll(/_(.)/gu, (_, letter) => letter.toUpperCase()) ?? 'document'

  function control(id, value) {
    const isText = typeof value === 'string'
    const text = isText ? value : JSON.stringify(value)
    const rows = Math.min(6, 1 + Math.floor(text.length / 50))
    const made = make('textarea', { id, rows, dir: 'auto', spellcheck: isText })
    made.value = text
    return made
  }

  function readControl(name, box, was) {
    const text = box.value.trim()
    if (text === '') return null
    if (typeof was === 'string') return text
    try {
      return JSON.parse(text)
    } catch {
      throw new Error(`“${name}” is no JSON: it was ${JSON.stringify(was)}, so write it in that way.`)
    }
  }

  function evidenceFields(piece, index, form) {
    const paragraph = make('input', { id: `edit-paragraph-${index}`, type: 'number', min: 1, required: true })
    paragraph.value = piece.paragraph
    const anchor = make('input', { id: `edit-anchor-${index}`, dir: 'auto', required: true })
    anchor.value = piece.anchor
    const use = () => form.anchorFrom(index)
    return {
      paragraph,
      anchor,
      element: make(
        'fieldset',
        { focusin: () => form.aim(index) },
        make('legend', {}, `Sentence ${index + 1}`),
        make('label', { for: paragraph.id }, 'Paragraph'),
        paragraph,
        make('label', { for: anchor.id }, 'Anchor, at most eight words'),
        anchor,
        make('button', { type: 'button', class: 'quiet', click: use }, 'Use the selected words'),
      ),
    }
  }

  /** The evidence as it is to be. A sentence of other words has another digest, so that of the old one goes. */
  function readEvidence(pieces, boxes) {
    return pieces.map((piece, index) => {
      const paragraph = Number(boxes[index].paragraph.value)
      const anchor = boxes[index].anchor.value.trim()
      if (paragraph === piece.paragraph && anchor === piece.anchor) return piece
      const { digest: _, ...rest } = piece
      return { ...rest, paragraph, anchor }
    })
  }

  /** Makes the form of a change. `done` gets the values, `cancel` is called when there is nothing to do. */
  function open(change, { done, cancel }) {
    const content = change.after
    let aimed = 0
    const boxes = []
    const form = {
      aim: (index) => {
        aimed = index
      },
      anchorFrom: (index = aimed) => {
        const { fault, anchor, paragraph } = globalThis.reviewText.selected()
        if (fault) return say(fault, true)
        if (!boxes[index]) return say('This change rests on no sentence.', true)
        boxes[index].anchor.value = anchor
        boxes[index].paragraph.value = paragraph
        say(`The anchor is “${anchor}” now.`)
      },
    }
    const fields = Object.entries(content).filter(([name]) => !fixed.has(name))
    const controls = fields.map(([name, value]) => [name, value, control(`edit-${name}`, value)])
    for (const [index, piece] of (content.evidence ?? []).entries()) boxes.push(evidenceFields(piece, index, form))
    const submit = (event) => {
      event.preventDefault()
      try {
        const values = Object.fromEntries(controls.map(([name, was, box]) => [name, readControl(name, box, was)]))
        done({ ...values, ...(content.evidence && { evidence: readEvidence(content.evidence, boxes) }) })
      } catch (error) {
        say(error.message, true)
      }
    }
    form.element = make(
      'form',
      { class: 'edit', submit },
      ...controls.map(([name, , box]) => make('p', {}, make('label', { for: box.id }, name), box)),
      ...boxes.map(({ element }) => element),
      make(
        'p',
        { class: 'buttons' },
        make('button', { type: 'submit' }, 'Propose this instead'),
        make('button', { type: 'button', class: 'quiet', click: cancel }, 'Cancel'),
      ),
    )
    return form
  }

  /**
   * Proposes other values in place of a change, rejects that, and accepts the new proposal where the server lets people accept
   * their own. Returns what happened, in words.
   */
  async function replace(proposal, change, values) {
    const { kind, key, slug } = change.after
    const name = key === undefined ? { slug: slug ?? change.key } : { key }
    const isUpdate = change.operation === 'UPDATE'
    const version = isUpdate ? { expectedVersion: change.currentVersion } : {}
    // A field that is empty is left out of what is new, and taken out of what is there.
    const given = isUpdate ? values : Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
    const item = { operation: change.operation, dataset: change.dataset.slug, ...name, ...version, ...given }
    const title = `Corrected: ${globalThis.reviewParts.statementOf(change)}`.slice(0, 500)
    const input = {
      title,
      reason: `In place of change ${change.ordinal} of “${proposal.title}”.`,
      submit: true,
      changes: [{ [memberOf(kind)]: item }],
    }
    const { createProposal: made } = await ask('ReviewPropose', { input })
    if (made.problems.length > 0) throw new Error(told(made.problems))
    const [first] = made.proposal.changes.nodes
    if (first.status !== 'NEW') {
      await ask('ReviewWithdraw', { input: { proposal: made.proposal.id } })
      const why = first.problems.map(({ message }) => message).join(' ') || first.reason
      throw new Error(first.status === 'DUPLICATE' ? 'The graph says this already.' : (why ?? 'It cannot be accepted.'))
    }
    const reason = `Corrected: see the proposal “${title}”.`.slice(0, 1000)
    const { rejectProposal: rejected } = await ask('ReviewReject', {
      input: { proposal: proposal.id, ordinals: [change.ordinal], reason },
    })
    if (rejected.problems.length > 0) throw new Error(told(rejected.problems))
    const refusal = await refusalOf(made.proposal.id)
    return refusal === '' ? 'Corrected and accepted.' : `Corrected. It waits as a proposal of yours: ${refusal}`
  }

  /** Accepts a proposal; why that cannot be, if it cannot. Most servers want somebody else to do it. */
  async function refusalOf(id) {
    try {
      const { acceptProposal } = await ask('ReviewAccept', { input: { proposal: id } })
      return told(acceptProposal.problems)
    } catch (error) {
      return error.message
    }
  }

  return { open, replace }
})()
