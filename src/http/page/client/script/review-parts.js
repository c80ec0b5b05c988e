// What the scripts of the review share: elements, what happens, and the API. Texts of others become text nodes and nothing else.

globalThis.reviewParts = (() => {
  /** An element with its attributes and what it holds: elements and texts; functions are listeners of their event. */
  function make(name, attributes = {}, ...content) {
    const made = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === 'function') made.addEventListener(key, value)
      else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : String(value))
    }
    made.append(...content.filter((part) => part !== undefined && part !== null && part !== false))
    return made
  }

  const status = document.getElementById('review-status')

  /** Says what happened, for everybody who looks or listens. */
  function say(text, isBad = false) {
    status.textContent = text
    status.className = text === '' ? '' : `note${isBad ? ' warn' : ''}`
  }

  // The key is nowhere but here: it ends with the page.
  let key = ''

  /** Asks the API by the name of an operation. Throws an error that says why there is no answer. */
  async function ask(operation, variables) {
    const query = document.querySelector(`template[data-operation="${operation}"]`).content.textContent
    const response = await fetch('/graphql', {
      method: 'POST',
      credentials: 'omit',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        ...(key && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = await response.json()
    if (errors?.length) throw new Error([...new Set(errors.map(({ message }) => message))].join(' '))
    return data
  }

  /** The messages of problems, each with the number of its change. */
  function told(problems) {
    return problems.map(({ ordinal, message }) => (ordinal ? `Change ${ordinal}: ${message}` : message)).join(' ')
  }

  const undecided = ['NEW', 'INVALID']

  return {
    make,
    say,
    ask,
    told,
    useKey: (text) => {
      key = text
    },
    hasKey: () => key !== '',
    isUndecided: ({ status: now }) => undecided.includes(now),
    statementOf: ({ after, before, key: name }) => {
      const content = after ?? before ?? {}
      return content.statement ?? content.name ?? content.title ?? name
    },
  }
})()
