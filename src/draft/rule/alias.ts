import { nameKey } from '../../model/name-key.ts'
import { inDate } from './date.ts'
import { short } from './found.ts'
import type { Reading } from './reading.ts'

/** Whether it is the name that the text has for its subject. */
export function isCurrent({ names }: Reading, name: string): boolean {
  return names.some((known) => nameKey(known) === nameKey(name))
}

/** "From 1952 to 1980 the International Organization for Migration went by the name of ICEM." */
export function statement({ phrase }: Reading, name: string, kind: string, period?: string): string {
  const words = `${short(phrase)} ${kind === 'ALSO_KNOWN_AS' ? 'also goes' : 'went'} by the name of ${short(name)}.`
  const [from = '', until = ''] = period?.split('/') ?? []
  if (from !== '' && until !== '' && until !== '..') return `Between ${from} and ${until} ${words}`
  if (from !== '') return `${short(phrase)} took the name of ${short(name)} ${inDate(from)}.`
  return until === ''
    ? kind === 'FORMER'
      ? `In former times ${words}`
      : words
    : `Before a change ${inDate(until)}, ${words}`
}
