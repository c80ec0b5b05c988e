// The review: the list of proposals, and one proposal change by change, with the keys that do everything.

{
  const { make, say, ask, told, useKey, hasKey, isUndecided, statementOf } = globalThis.reviewParts
  const main = document.getElementById('review')
  const keyForm = document.getElementById('review-key')
  const keyText = document.getElementById('review-key-text')
  let proposal
  let changes = []
  let at = 0
  let form
  let isBusy = false

  /** Does one thing at a time, and says why it failed. */
  function attempt(task) {
    if (isBusy) return
    isBusy = true
    main.setAttribute('aria-busy', 'true')
    Promise.resolve()
      .then(task)
      .finally(() => {
        isBusy = false
        main.removeAttribute('aria-busy')
      })
      .catch((error) => say(error.message, true))
  }

  const idOfAddress = () => decodeURIComponent(/^\/review\/([^/]+)$/u.exec(location.pathname)?.[1] ?? '')

  async function route() {
    const id = idOfAddress()
    form = undefined
    if (id === '') await showProposals()
    else await showProposal(id)
  }

  /** Goes to another address without leaving the page, because the key would be lost. */
  function go(event, address) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    history.pushState(null, '', address)
    attempt(route)
  }

  function link(address, ...content) {
    return make('a', { href: address, click: (event) => go(event, address) }, ...content)
  }

  const counted = (number, one) => `${number} ${one}${number === 1 ? '' : 's'}`

  function proposalItem({ id, title, author, createdAt, changes: all, undecided }) {
    const waits = `${undecided.totalCount} of ${counted(all.totalCount, 'change')} to decide`
    return make(
      'li',
      { class: 'fact' },
      link(`/review/${encodeURIComponent(id)}`, make('bdi', {}, title)),
      make('span', { class: 'soft' }, ` by ${author.name}, ${createdAt.slice(0, 10)}, ${waits}`),
    )
  }

  async function showProposals(after) {
    const { proposals, viewer } = await ask('ReviewProposals', { after })
    proposal = undefined
    const list = make('ul', { class: 'facts' }, ...proposals.nodes.map(proposalItem))
    const who = viewer.actor ? `You are ${viewer.actor.name}, with the role ${viewer.role}.` : ''
    const more = proposals.pageInfo.hasNextPage
      ? make(
          'button',
          { class: 'quiet', type: 'button', click: () => attempt(() => showProposals(proposals.pageInfo.endCursor)) },
          'Next',
        )
      : undefined
    main.replaceChildren(
      make('h2', {}, `${counted(proposals.totalCount, 'proposal')} to decide about`),
      make('p', { class: 'soft' }, who),
      list,
      more ?? '',
    )
    say('')
  }

  async function showProposal(id) {
    proposal = undefined
    changes = []
    let after = null
    do {
      const { node } = await ask('ReviewProposal', { id, after })
      if (!node?.changes) throw new Error('There is no such proposal, or none that you may see.')
      proposal = node
      changes.push(...node.changes.nodes)
      after = node.changes.pageInfo.hasNextPage ? node.changes.pageInfo.endCursor : null
      if (after) say(`${changes.length} of ${node.changes.totalCount} changes are read.`)
    } while (after)
    at = Math.max(0, changes.findIndex(isUndecided))
    say('')
    frame()
    await showChange()
    places.count.scrollIntoView()
  }

  const places = {}

  function frame() {
    places.text = make('section', { class: 'review-text', 'aria-label': 'The text', tabindex: 0 })
    places.change = make('section', { class: 'review-change', 'aria-label': 'The proposed change', tabindex: -1 })
    places.count = make('p', { class: 'soft' })
    const { title, author, origin, reason } = proposal
    const by = origin.name === author.name ? author.name : `${author.name}, ${origin.name}`
    main.replaceChildren(
      make('p', {}, link('/review', '← All proposals')),
      make('h2', {}, make('bdi', {}, title)),
      make('p', { class: 'soft', dir: 'auto' }, `By ${by}: ${reason}`),
      places.count,
      make('div', { class: 'review-split' }, places.text, places.change),
    )
  }

  /** Moves to another change; the ends of the list are ends. */
  function move(step) {
    const next = at + step
    if (changes[next] === undefined) return say(step > 0 ? 'This is the last change.' : 'This is the first change.')
    at = next
    say('')
    attempt(showChange)
  }

  /** The next change without a decision, after this one or else before it. */
  async function moveOn() {
    const later = changes.findIndex((change, index) => index > at && isUndecided(change))
    const any = later < 0 ? changes.findIndex(isUndecided) : later
    if (any >= 0) at = any
    await showChange()
  }

  async function showChange() {
    form = undefined
    const change = changes[at]
    const left = changes.filter(isUndecided).length
    places.count.textContent = `${counted(left, 'change')} of ${changes.length} to decide.`
    if (change === undefined) return places.change.replaceChildren(make('p', {}, 'The proposal has no changes.'))
    places.change.replaceChildren(...changeParts(change))
    await globalThis.reviewText.show(places.text, change.evidence[0], change, changes)
  }

  const operations = { CREATE: 'New', UPDATE: 'Edit', DELETE: 'Remove' }

  function changeParts(change) {
    const { ordinal, operation, status, confidence, after, before, problems, reason, dataset } = change
    const kind = ((after ?? before ?? {}).kind ?? 'document').toLowerCase().replaceAll('_', ' ')
    const sure = confidence === null ? '' : `, ${Math.round(confidence * 100)} % sure`
    return [
      make(
        'p',
        { class: 'soft' },
        `Change ${ordinal} of ${changes.length}: ${operations[operation].toLowerCase()} ${kind} in ${dataset.slug}${sure} `,
        make('span', { class: `badge ${status === 'INVALID' ? 'orphaned' : ''}` }, status.toLowerCase()),
      ),
      make('h3', { dir: 'auto' }, statementOf(change)),
      ...problems.map(({ message }) => make('p', { class: 'note warn' }, message)),
      reason && make('p', { class: 'note' }, `Rejected: ${reason}`),
      fieldList(change),
      make('ul', { class: 'plain' }, ...change.evidence.map((piece) => evidenceItem(piece, change))),
      isUndecided(change) && buttons(change),
    ].filter(Boolean)
  }

  const written = (value) => (typeof value === 'string' ? value : JSON.stringify(value))

  function fieldList({ before, after }) {
    const hidden = new Set(['statement', 'evidence', 'kind', 'statuses', 'isLoaded'])
    const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
      (name) => !hidden.has(name),
    )
    const rows = names.flatMap((name) => {
      const [was, is] = [before?.[name], after?.[name]]
      if (!before || JSON.stringify(was) === JSON.stringify(is))
        return before ? [] : [[name, make('dd', { dir: 'auto' }, written(is))]]
      const difference = make(
        'dd',
        {},
        was !== undefined && make('del', { dir: 'auto' }, written(was)),
        ' ',
        is !== undefined && make('ins', { dir: 'auto' }, written(is)),
      )
      return [[name, difference]]
    })
    return make(
      'dl',
      { class: 'fields difference' },
      ...rows.map(([name, content]) => make('div', {}, make('dt', {}, name), content)),
    )
  }

  const statuses = {
    FOUND: 'found in the text',
    AMBIGUOUS: 'found more than once',
    ORPHANED: 'not in the text',
    NOT_LOADED: 'text not loaded',
  }

  function evidenceItem(piece, change) {
    const { anchor, paragraph, status } = piece
    const show = () => attempt(() => globalThis.reviewText.show(places.text, piece, change, changes))
    return make(
      'li',
      {},
      make('button', { type: 'button', class: 'as-link', click: show }, `Paragraph ${paragraph}`),
      ' ',
      make('q', { dir: 'auto' }, anchor),
      ' ',
      make('span', { class: `badge ${status.toLowerCase()}` }, statuses[status]),
    )
  }

  function buttons(change) {
    const reason = make('input', {
      id: 'reject-reason',
      dir: 'auto',
      required: true,
      placeholder: 'The source does not say so.',
    })
    const rejecting = make(
      'form',
      {
        class: 'reject',
        hidden: true,
        submit: (event) => {
          event.preventDefault()
          attempt(() => decide('reject', [change.ordinal], reason.value.trim()))
        },
      },
      make('label', { for: 'reject-reason' }, 'Why?'),
      reason,
      make('button', { type: 'submit' }, 'Reject'),
    )
    places.reject = () => {
      rejecting.hidden = false
      reason.focus()
    }
    const button = (name, key, click, look = 'quiet') =>
      make('button', { type: 'button', class: look, 'aria-keyshortcuts': key, click }, `${name} `, make('kbd', {}, key))
    return make(
      'div',
      {},
      make(
        'p',
        { class: 'buttons' },
        button('Accept', 'a', actions.a, ''),
        button('Edit', 'e', actions.e),
        button('Reject', 'r', actions.r),
        button('Next', 'j', actions.j),
        button('Many', 'b', actions.b),
      ),
      rejecting,
    )
  }

  async function decide(what, ordinals, reason) {
    const input = { proposal: proposal.id, ordinals }
    const payload =
      what === 'accept'
        ? (await ask('ReviewAccept', { input })).acceptProposal
        : (await ask('ReviewReject', { input: { ...input, reason } })).rejectProposal
    if (payload.problems.length > 0) throw new Error(told(payload.problems))
    for (const change of changes.filter(({ ordinal }) => ordinals.includes(ordinal))) {
      change.status = what === 'accept' ? 'ACCEPTED' : 'REJECTED'
      change.reason = what === 'accept' ? null : reason
    }
    await moveOn()
    const warnings = payload.warnings?.length ? ` Mind: ${told(payload.warnings)}` : ''
    say(
      `${counted(ordinals.length, 'change')} ${what}ed.${warnings}${changes.some(isUndecided) ? '' : ' Nothing is left to decide.'}`,
    )
    showPatch(payload.proposal?.patch)
  }

  /** Where files manage a dataset, what was accepted is a change of its files. */
  function showPatch(patch) {
    document.getElementById('review-patch')?.remove()
    if (!patch) return
    main.append(
      make(
        'details',
        { id: 'review-patch' },
        make('summary', {}, 'What to change in the files of the dataset'),
        make('pre', { tabindex: 0 }, patch),
      ),
    )
  }

  function edit() {
    const change = changes[at]
    if (form || !change || !isUndecided(change)) return
    if (!change.after) return say('A removal has nothing to edit: accept or reject it.', true)
    const done = (values) =>
      attempt(async () => {
        const said = await globalThis.reviewEdit.replace(proposal, change, values)
        change.status = 'REJECTED'
        change.reason = said
        await moveOn()
        say(said)
      })
    form = globalThis.reviewEdit.open(change, { done, cancel: () => attempt(showChange) })
    places.change.replaceChildren(make('h3', { dir: 'auto' }, statementOf(change)), form.element)
    form.element.querySelector('textarea, input')?.focus()
  }

  function selectAnchor() {
    const { fault } = globalThis.reviewText.selected()
    if (fault) return say(fault, true)
    const kept = getSelection().getRangeAt(0)
    edit()
    getSelection().removeAllRanges()
    getSelection().addRange(kept)
    form?.anchorFrom()
  }

  const current = () => (changes[at] && isUndecided(changes[at]) ? changes[at] : undefined)
  const actions = {
    j: () => move(1),
    k: () => move(-1),
    a: () => current() && attempt(() => decide('accept', [current().ordinal])),
    r: () => current() && places.reject(),
    e: edit,
    s: selectAnchor,
    b: () =>
      globalThis.reviewBulk.open(changes, (what, ordinals, reason) => attempt(() => decide(what, ordinals, reason))),
  }

  /** Readers may have turned single keys off: see explorer.js. */
  function areKeysOff() {
    try {
      return localStorage.getItem('dossier:keys') === 'off'
    } catch {
      return false
    }
  }

  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select')
    if (event.key === 'Escape' && form && isTyping) return attempt(showChange)
    if (!proposal || isTyping || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (document.querySelector('dialog[open]') || !Object.hasOwn(actions, event.key) || areKeysOff()) return
    event.preventDefault()
    actions[event.key]()
  })

  keyForm.addEventListener('submit', (event) => {
    event.preventDefault()
    useKey(keyText.value.trim())
    keyText.value = ''
    attempt(async () => {
      await route()
      keyForm.hidden = true
      document.querySelector('.review-lead').hidden = true
    })
  })
  addEventListener('popstate', () => {
    if (hasKey()) attempt(route)
  })
  keyForm.hidden = false
}
