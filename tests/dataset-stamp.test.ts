import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { stampText } from '../src/dataset/write-digests.ts'

const digest = '0123456789abcdef'

/** Stamps the first piece of evidence of the first fact. */
function stamp(evidence: string): string {
  const source = `roles:\n  - key: k\n    evidence:\n${evidence}`
  const stamped = stampText(source, [{ path: ['roles', 0, 'evidence', 0], digest }])
  const { roles } = parse(stamped) as { roles: { evidence: Record<string, unknown>[] }[] }
  expect(roles[0]?.evidence[0]?.digest).toBe(digest)
  return stamped.slice(stamped.indexOf('evidence:\n') + 10)
}

describe('a digest is written', () => {
  test.each([
    [
      'into a flow mapping',
      '      - {anchor: a b, paragraph: 1} # c\n',
      `      - {anchor: a b, digest: "${digest}", paragraph: 1} # c\n`,
    ],
    [
      'after quotes',
      '      - {paragraph: 1, anchor: "a, b"}\n',
      `      - {paragraph: 1, anchor: "a, b", digest: "${digest}"}\n`,
    ],
    [
      'on a line of its own, after a comment',
      '      - anchor: a b   # why\n        paragraph: 1\n',
      `      - anchor: a b   # why\n        digest: "${digest}"\n        paragraph: 1\n`,
    ],
    [
      'after a text of several lines',
      '      - anchor: "a\n          b"\n        paragraph: 1\n',
      `      - anchor: "a\n          b"\n        digest: "${digest}"\n        paragraph: 1\n`,
    ],
    [
      'before a block scalar',
      '      - anchor: >-\n          a\n          b\n        paragraph: 1\n',
      `      - digest: "${digest}"\n        anchor: >-\n          a\n          b\n        paragraph: 1\n`,
    ],
    [
      'at the end of a file',
      '      - paragraph: 1\n        anchor: a b',
      `      - paragraph: 1\n        anchor: a b\n        digest: "${digest}"`,
    ],
    [
      'over another one',
      `      - {paragraph: 1, digest: 'ffffffffffffffff', anchor: a}\n`,
      `      - {paragraph: 1, digest: "${digest}", anchor: a}\n`,
    ],
  ])('%s', (_where, before, after) => {
    expect(stamp(before)).toBe(after)
  })

  test('with the line ends of the file', () => {
    const source = '\uFEFFroles:\r\n  - evidence:\r\n      - paragraph: 1\r\n        anchor: a\r\n'
    expect(stampText(source, [{ path: ['roles', 0, 'evidence', 0], digest }])).toBe(
      `${source}        digest: "${digest}"\r\n`,
    )
  })

  test('once where several facts share their evidence', () => {
    const source = 'roles:\n  - evidence: &e\n      - {anchor: a}\n  - evidence: *e\n'
    const stamps = [0, 1].map((index) => ({ path: ['roles', index, 'evidence', 0], digest }))
    expect(stampText(source, stamps)).toBe(source.replace('anchor: a', `anchor: a, digest: "${digest}"`))
  })
})
