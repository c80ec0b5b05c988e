// The left side of a review: the text, with the anchors of all changes marked, and the way from selected words to an anchor.

globalThis.reviewText = (() => {
  const { make, ask } = globalThis.reviewParts
  const pageSize = 50
  const mostWords = 8
  const pages = new Map()

  /** The page of a document that has a paragraph. Each is asked for once. */
  function pageWith(slug, paragraph) {
    const from = paragraph - ((paragraph - 1) % pageSize)
    const name = `${from} ${slug}`
    if (!pages.has(name)) {
      const asked = ask('ReviewText', { slug, from, to: from + pageSize - 1 }).then(({ document }) => document)
      asked.catch(() => pages.delete(name))
      pages.set(name, asked)
    }
    return pages.get(name)
  }

  const placeOf = ({ document, sentenceNode }) =>
    `${sentenceNode?.number} ${sentenceNode?.paragraph.number} ${document.slug}`

  /** The parts of a sentence that are anchors, cut so that they may overlap. */
  function pieces(text, spans) {
    const cuts = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort(
      (a, b) => a - b,
    )
    return cuts.slice(1).map((end, index) => {
      const start = cuts[index]
      const over = spans.filter((span) => span.start <= start && end <= span.end)
      if (over.length === 0) return text.slice(start, end)
      const isCurrent = over.some((span) => span.isCurrent)
      return make('mark', { class: isCurrent ? 'current' : 'deep-1' }, text.slice(start, end))
    })
  }

  function sentenceOf({ number, text, labels }, paragraph, spans) {
    const cited = labels.map((label) => `[${label}]`).join('')
    const data = { 'data-paragraph': paragraph, 'data-sentence': number, class: 'sentence' }
    return make('span', data, ...pieces(text, spans), cited && make('sup', {}, cited), ' ')
  }

  /** Shows the text around a piece of evidence in a place; `changes` are all whose anchors are marked. */
  async function show(place, evidence, current, changes) {
    if (evidence === undefined) {
      place.replaceChildren(make('p', { class: 'soft' }, 'This change rests on no sentence.'))
      return
    }
    const { document: source, paragraph } = evidence
    const text = source.isLoaded ? await pageWith(source.slug, paragraph) : null
    if (!text) {
      const words = `The text of “${source.title}” is not loaded. Cited: paragraph ${paragraph}, “… ${evidence.anchor} …”.`
      place.replaceChildren(make('p', { class: 'note' }, words))
      return
    }
    const spans = Map.groupBy(
      changes.flatMap((change) =>
        change.evidence
          .filter((piece) => piece.anchorSpan && piece.sentenceNode)
          .map((piece) => ({ ...piece.anchorSpan, place: placeOf(piece), isCurrent: change === current })),
      ),
      (span) => span.place,
    )
    const rows = text.paragraphs.nodes.map(({ number, text: whole, sentences }) =>
      make(
        'p',
        { dir: 'auto', lang: text.language, class: number === paragraph ? 'here' : undefined, 'data-number': number },
        make('span', { class: 'soft' }, `${number} `),
        ...(sentences.length === 0
          ? [whole]
          : sentences.map((one) => sentenceOf(one, number, spans.get(`${one.number} ${number} ${source.slug}`) ?? []))),
      ),
    )
    place.replaceChildren(make('h2', {}, make('bdi', {}, text.title)), ...rows)
    const target = place.querySelector('mark.current') ?? place.querySelector('.here')
    if (target)
      place.scrollTop += target.getBoundingClientRect().top - place.getBoundingClientRect().top - place.clientHeight / 5
  }

  const sentenceAround = (node) => (node instanceof Element ? node : node?.parentElement)?.closest('[data-sentence]')

  /** The selected words as an anchor, or why they cannot be one. */
  function selected() {
    const selection = getSelection()
    const words = String(selection).replaceAll(/\s+/gu, ' ').trim()
    if (words === '') return { fault: 'Select words of one sentence in the text first.' }
    const around = sentenceAround(selection.anchorNode)
    if (!around || around !== sentenceAround(selection.focusNode)) {
      return { fault: 'An anchor lies within one sentence: select words of one sentence of the text.' }
    }
    const count = words.split(' ').length
    if (count > mostWords) return { fault: `An anchor has at most eight words, and these are ${count}.` }
    return { anchor: words, paragraph: Number(around.dataset.paragraph) }
  }

  return { show, selected }
})()
