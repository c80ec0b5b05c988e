import { once } from 'es-toolkit/function/once'

/** The names of states and territories that Intl knows, and short forms of a few. */
const states = once((): ReadonlySet<string> => {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const known = letters.flatMap((one) => letters.flatMap((other) => names.of(one + other) ?? []))
  // Intl counts these as regions, too.
  const notStates = new Set(['European Union', 'Eurozone', 'United Nations', 'Unknown Region', 'Outlying Oceania'])
  const others = [
    'Soviet Union',
    'Yugoslavia',
    'Czechoslovakia',
    'Palestine',
    'Czech Republic',
    'Burma',
    'Turkey',
    'Ivory Coast',
    'East Timor',
  ]
  return new Set([...known, ...others].filter((name) => !notStates.has(name)))
})

export const isState = (name: string): boolean => states().has(name.replace(/^the\s/iu, ''))
