// Suggestions while somebody types, for each input with data-suggest: a combobox with a list, as WAI-ARIA describes it.
// data-suggest="open" leads to the page of what is chosen; otherwise its slug comes into the input, because a slug means
// one thing alone. data-kinds="ORGANIZATION PERSON" limits what is suggested.

const question = `query Suggestions($text: String!, $kinds: [EntityKind!]) {
  suggest(text: $text, kinds: $kinds, first: 8) {
    matchedName
    entity { slug name kind }
  }
}`

/** Kinds whose word for readers is not their name in the API. */
const kindWords = { ORGANIZATION: 'organisation' }

/** Milliseconds without a key before we ask. */
const patience = 150

/** True once the server has refused us: a closed one wants a key, which this script has not. */
let isRefused = false

/** What the server suggests; nothing if it cannot say. */
async function askFor(text, kinds, signal) {
  if (isRefused) return []
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query: question, variables: { text, kinds } }),
    signal,
  })
  if (response.status === 401 || response.status === 403) isRefused = true
  if (!response.ok) return []
  const { data } = await response.json()
  return data?.suggest ?? []
}

/** Makes an input suggest. */
function suggestFor(input, number) {
  const listId = `suggestions-${number}`
  const list = document.createElement('ul')
  const said = document.createElement('span')
  const place = document.createElement('span')
  const kinds = input.dataset.kinds?.split(' ') ?? null
  let matches = []
  let active = -1
  let timer
  let asking

  function close() {
    clearTimeout(timer)
    asking?.abort()
    list.hidden = true
    list.replaceChildren()
    matches = []
    active = -1
    said.textContent = ''
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }

  function activate(index) {
    list.children[active]?.setAttribute('aria-selected', 'false')
    active = index
    const option = list.children[active]
    if (!option) return input.removeAttribute('aria-activedescendant')
    option.setAttribute('aria-selected', 'true')
    option.scrollIntoView({ block: 'nearest' })
    input.setAttribute('aria-activedescendant', option.id)
  }

  function choose({ entity: { slug } }) {
    if (input.dataset.suggest === 'open') location.assign(`/entity/${encodeURIComponent(slug)}`)
    else input.value = slug
    close()
  }

  function optionOf(match, index) {
    const { matchedName, entity } = match
    const option = document.createElement('li')
    option.id = `${listId}-${index}`
    option.setAttribute('role', 'option')
    option.setAttribute('aria-selected', 'false')
    const isOther = matchedName !== entity.name
    const parts = [
      [entity.name, ''],
      [isOther ? matchedName : '', 'soft'],
      [kindWords[entity.kind] ?? entity.kind.toLowerCase(), 'soft kind'],
    ]
    for (const [text, style] of parts) {
      if (text === '') continue
      const part = document.createElement('bdi')
      part.className = style
      part.textContent = text
      option.append(part, ' ')
    }
    // Before "click" the input would lose the focus, and with it the list.
    option.addEventListener('pointerdown', (event) => event.preventDefault())
    option.addEventListener('click', () => choose(match))
    return option
  }

  function show(found) {
    matches = found
    active = -1
    input.removeAttribute('aria-activedescendant')
    list.replaceChildren(...matches.map(optionOf))
    list.hidden = matches.length === 0
    input.setAttribute('aria-expanded', String(matches.length > 0))
    said.textContent = matches.length === 1 ? '1 suggestion' : `${matches.length} suggestions`
  }

  function ask() {
    const text = input.value.trim()
    clearTimeout(timer)
    asking?.abort()
    // One letter of our script means too much; one of a script of syllables may be a word.
    if (text === '' || /^[ -~]$/.test(text)) return close()
    timer = setTimeout(async () => {
      asking = new AbortController()
      const { signal } = asking
      try {
        const found = await askFor(text, kinds, signal)
        if (!signal.aborted && document.activeElement === input) show(found)
      } catch {
        // Aborted, because something else was typed, or the server is away: there is nothing to suggest.
      }
    }, patience)
  }

  /** Moves through the list, and beyond its ends back to the input. */
  function move(step) {
    const places = matches.length + 1
    activate(((active + 1 + step + places) % places) - 1)
  }

  input.addEventListener('keydown', (event) => {
    if (event.isComposing || list.hidden) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter' && active >= 0) choose(matches[active])
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
  })
  input.addEventListener('input', ask)
  input.addEventListener('blur', close)

  list.id = listId
  list.hidden = true
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', 'Suggestions')
  said.className = 'hidden'
  said.setAttribute('role', 'status')
  place.className = 'suggesting'
  const attributes = {
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': listId,
  }
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value)
  input.autocomplete = 'off'
  // The list comes into the label that the input is in, and must not become a part of its name.
  const label = input.closest('label')
  if (label) input.setAttribute('aria-label', label.textContent.trim())
  const hadFocus = document.activeElement === input
  input.replaceWith(place)
  place.append(input, list, said)
  if (hadFocus) input.focus()
}

for (const [number, input] of document.querySelectorAll('input[data-suggest]').entries()) suggestFor(input, number)
