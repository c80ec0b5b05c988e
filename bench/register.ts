import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

// A made-up register in the shape of real ones: organisations with an acronym, a founding year and a membership, each a
// fact whose evidence is the record.

const city = (index: number) => `City ${index % 997}`
const named = (index: number) => `Institute ${index} of ${city(index)}`
const year = (index: number) => 1800 + (index % 220)
const identifier = (index: number) => `https://example.org/${index.toString(36).padStart(6, '0')}`

/** The record of an organisation, as text. */
export function recordOf(index: number): string {
  return `{"id": "${identifier(index)}", "name": "${named(index)}", "acronym": "I${index}", "established": ${year(index)}, "city": "${city(index)}", "parent": "${named(index >> 3)}"}`
}

function* linesOf(count: number): Generator<string> {
  for (let index = 1; index <= count; index += 1) {
    const slug = `org-${index}`
    const evidence = (anchor: string) => [{ paragraph: index, anchor }]
    const items = [
      {
        ...{ section: 'organizations', slug, name: named(index), organizationType: 'OTHER' },
        identifiers: [{ scheme: 'ror', value: identifier(index) }],
      },
      {
        ...{ section: 'aliases', key: `alias-${index}`, subject: slug, name: `I${index}`, aliasKind: 'ACRONYM' },
        statement: `Institute ${index} is known as I${index}.`,
        evidence: evidence(`"acronym": "I${index}"`),
      },
      {
        ...{ section: 'attributes', key: `founded-${index}`, subject: slug, attribute: 'founded', value: year(index) },
        statement: `Institute ${index} was founded in ${year(index)}.`,
        evidence: evidence(`"established": ${year(index)}`),
      },
      {
        ...{ section: 'relationships', key: `part-${index}`, subject: slug, relationshipType: 'MEMBER_OF' },
        object: `org-${index >> 3 || 1 + (index % 7)}`,
        statement: `Institute ${index} is a member of another one.`,
        evidence: evidence(`"id": "${identifier(index)}"`),
      },
    ]
    for (const item of items) yield `${JSON.stringify(item)}\n`
  }
}

/** Writes the register as a dataset of lines. */
export async function writeRegister(folder: string, count: number): Promise<void> {
  const documents = '[{slug: list, title: List, format: records}]'
  await writeFile(path.join(folder, 'dataset.yaml'), `slug: register\ntitle: Register\ndocuments: ${documents}\n`)
  await pipeline(Readable.from(linesOf(count)), createWriteStream(path.join(folder, 'items.ndjson')))
}
