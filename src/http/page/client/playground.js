// Starts GraphiQL in the browser. It keeps its tabs in localStorage, which all programs at this address share: ours are
// under names of their own, so those of another program do not hide them.

const settings = JSON.parse(document.getElementById('settings').textContent)
const prefix = 'dossier:'
const tabsName = 'graphiql:tabState'

/** localStorage under our prefix. If the browser keeps nothing, such as in a private window, nothing is kept. */
const storage = {
  get names() {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(prefix))
    } catch {
      return []
    }
  },
  get length() {
    return this.names.length
  },
  getItem(name) {
    try {
      return localStorage.getItem(prefix + name)
    } catch {
      return null
    }
  },
  setItem(name, value) {
    localStorage.setItem(prefix + name, value)
  },
  removeItem(name) {
    try {
      localStorage.removeItem(prefix + name)
    } catch {
      // There is nothing to remove.
    }
  },
  clear() {
    for (const name of this.names) localStorage.removeItem(name)
  },
}

/** What the address asks for: `?query=`, or `#query=` after an edit, or `?operation=`, a question of one of our pages. */
function wantedTab() {
  for (const text of [location.hash.slice(1), location.search.slice(1)]) {
    const parameters = new URLSearchParams(text)
    const query = parameters.get('query') ?? pageQuestion(parameters.get('operation'))
    if (query) return { query, variables: indented(parameters.get('variables')) }
  }
  return undefined
}

function pageQuestion(name) {
  return Object.hasOwn(settings.pages, name ?? '') ? settings.pages[name] : undefined
}

function indented(variables) {
  try {
    return variables && JSON.stringify(JSON.parse(variables), null, 2)
  } catch {
    return variables
  }
}

/** The tabs of the last visit; none if there was none, or if they cannot be read. */
function keptTabs() {
  try {
    const { tabs, activeTabIndex } = JSON.parse(storage.getItem(tabsName) ?? '')
    if (tabs.length > 0 && tabs.every((tab) => typeof tab.id === 'string' && typeof tab.title === 'string')) {
      return { tabs, activeTabIndex: Math.min(Math.max(activeTabIndex, 0), tabs.length - 1) || 0 }
    }
  } catch {
    // As without a last visit.
  }
  return { tabs: [], activeTabIndex: 0 }
}

function sameTab(tab, other) {
  return tab.query === other.query && (tab.variables ?? '') === (other.variables ?? '')
}

function makeTab({ query, variables = null }) {
  const name = /^\s*(?:query|mutation|subscription)\s+(\w+)/m.exec(query)?.[1] ?? null
  const empty = { headers: null, response: null }
  return {
    id: crypto.randomUUID?.() ?? String(Math.random()),
    title: name ?? '<untitled>',
    operationName: name,
    query,
    variables,
    ...empty,
  }
}

/** Opens what the address asks for in a tab of its own, beside the others. A first visit begins with the first example. */
function openTabs() {
  const kept = keptTabs()
  const isFirst = kept.tabs.length === 0
  const tabs = isFirst ? [makeTab({ query: settings.questions[0] ?? '' })] : kept.tabs
  const wanted = wantedTab() ?? (isFirst ? tabs[0] : undefined)
  if (wanted === undefined) return { ...kept, runs: false }
  // Only our own questions run by themselves, never what somebody put into a link.
  const runs = [...settings.questions, ...Object.values(settings.pages)].includes(wanted.query)
  const found = tabs.findIndex((tab) => sameTab(tab, wanted))
  if (found >= 0) return { tabs, activeTabIndex: found, runs }
  return { tabs: [...tabs, makeTab(wanted)], activeTabIndex: tabs.length, runs }
}

/** Presses the button that runs the question, as soon as the editor shows it. */
function runWhenReady() {
  const observer = new MutationObserver(() => {
    const button = document.querySelector('.graphiql-execute-button')
    const isShown = document.querySelector('.graphiql-query-editor .view-line span span')
    if (!button || !isShown) return
    observer.disconnect()
    setTimeout(() => button.click())
  })
  observer.observe(document.getElementById('root'), { childList: true, subtree: true })
}

/** Shows the question in the address, so that it can be passed on. After "#", because servers limit the rest. */
function showInAddress(query) {
  history.replaceState(null, '', query ? `${location.pathname}#query=${encodeURIComponent(query)}` : location.pathname)
}

self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => settings.workers[label] }

const { runs, ...state } = openTabs()
const active = state.tabs[state.activeTabIndex]
try {
  storage.setItem(tabsName, JSON.stringify(state))
} catch {
  // The browser keeps nothing: the page works, and forgets its tabs.
}
if (runs) runWhenReady()
showInAddress(active.query)

YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), {
  title: 'Dossier',
  logo: '<img src="/favicon.svg" alt="" width="28" height="28">',
  storage,
  shouldPersistHeaders: false,
  initialQuery: active.query ?? '',
  initialVariables: active.variables ?? '',
  defaultTabs: state.tabs.map(({ query, variables }) => ({ query, variables })),
  schemaDescription: true,
  inputValueDeprecation: true,
  defaultEditorToolsVisibility: false,
  onEditQuery: showInAddress,
  onTabChange: ({ tabs, activeTabIndex }) => showInAddress(tabs[activeTabIndex]?.query),
})

// The list of examples closes like a menu.
const menu = document.querySelector('header details')
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') menu.open = false
})
document.addEventListener('click', ({ target }) => {
  if (!menu.contains(target)) menu.open = false
})
