import '../src/kinds.ts'
import { countJudged, digestOf, measuredCandidates, precisionOf, readJudged } from '../tests/support/judged.ts'

// How often the rules of drafts are right: node bench/rules.ts. It lists what nobody has judged yet, for somebody to read
// and to enter in tests/fixtures/judged-candidates.json.

const judged = readJudged()
for (const count of countJudged(judged)) {
  console.log(`${count.rule}: ${count.right} of ${count.judged} right, precision ${precisionOf(count)}`)
}
const candidates = measuredCandidates()
if (candidates === undefined) console.log('../shared/texts is absent, so what the rules find now is not compared.')
for (const [text, found] of candidates ?? []) {
  for (const candidate of found) {
    const { rule, statement } = candidate
    const digest = digestOf(candidate)
    if (judged[text]?.[rule ?? '']?.[digest] === undefined) {
      console.log(`not judged: ${text} ${rule} ${digest} ${statement}`)
    }
  }
}
