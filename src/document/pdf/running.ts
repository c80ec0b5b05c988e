import type { Page, TextLine } from './glyphs.ts'

/** How far from the edge of the page what stands on every page is, as a part of its height. */
const margin = 0.12

/**
 * Leaves out what stands on every page and belongs to none: running heads, footers, and the numbers of pages. They are in
 * the margin, at the same height on several pages, and differ in numbers only.
 */
export function withoutRunning(pages: readonly Page[]): Page[] {
  const counts = new Map<string, Set<number>>()
  for (const page of pages) {
    for (const line of marginLines(page)) {
      const key = keyOf(line)
      counts.set(key, (counts.get(key) ?? new Set()).add(page.number))
    }
  }
  const enough = Math.max(2, Math.min(4, Math.ceil(pages.length * 0.2)))
  return pages.map((page) => {
    const left = new Set(
      marginLines(page).filter((line) => (counts.get(keyOf(line))?.size ?? 0) >= enough || isPageNumber(line)),
    )
    return { ...page, lines: page.lines.filter((line) => !left.has(line)) }
  })
}

function marginLines({ lines, height }: Page): TextLine[] {
  return lines.filter(({ baseline }) => baseline < height * margin || baseline > height * (1 - margin))
}

function keyOf({ text, baseline }: TextLine): string {
  return `${Math.round(baseline / 6)} ${text.toLowerCase().replaceAll(/\p{Nd}+|\b[ivxlc]+\b/gu, '#')}`
}

/** "12", "– 12 –", "Page 3 of 10", "iv". */
function isPageNumber({ text }: TextLine): boolean {
  return /^[\s–—|-]*(?:(?:page|seite|p\.?) ?)?(?:\d{1,4}|[ivxl]{1,6})(?: ?(?:of|\/|von|de|sur) ?\d{1,4})?[\s–—|-]*$/iu.test(
    text,
  )
}
