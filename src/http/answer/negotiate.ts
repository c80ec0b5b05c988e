interface Preference {
  readonly name: string
  readonly quality: number
}

/** Parses a header such as Accept: "text/html, application/json;q=0.9". Malformed entries are ignored. */
function preferences(header: string): Preference[] {
  return header.split(',').flatMap((part) => {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
    const given = parameters.find((parameter) => parameter.startsWith('q='))
    const quality = given === undefined ? 1 : Number(given.slice(2))
    const charset = parameters.find((parameter) => parameter.startsWith('charset='))
    const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset)
    return name !== '' && isUtf8 && quality >= 0 && quality <= 1 ? [{ name, quality }] : []
  })
}

/** The quality that the header gives to `offer`, from 0 (refused) to 1; the most specific entry counts. */
function qualityOf(offer: string, wanted: readonly Preference[]): number {
  const [type = ''] = offer.split('/')
  for (const name of [offer, `${type}/*`, '*/*', '*']) {
    const found = wanted.find((preference) => preference.name === name)
    if (found) return found.quality
  }
  return 0
}

/**
 * The offer that a header such as Accept or Accept-Encoding prefers. Of two with the same quality the earlier wins;
 * without a header the first does. Undefined if the header accepts none.
 */
export function negotiate<T extends string>(header: string | undefined, offers: readonly T[]): T | undefined {
  if (header === undefined || header.trim() === '') return offers[0]
  const wanted = preferences(header)
  let best: T | undefined
  let bestQuality = 0
  for (const offer of offers) {
    const quality = qualityOf(offer, wanted)
    if (quality > bestQuality) [best, bestQuality] = [offer, quality]
  }
  return best
}

/** True when the header names the offer itself, not only by a wildcard: a browser asks for text/html so. */
export function names(header: string | undefined, offer: string): boolean {
  return preferences(header ?? '').some(({ name, quality }) => name === offer && quality > 0)
}
