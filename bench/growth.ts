import { ableTo, withContenders } from './compare.ts'
import { latencyOf } from './latency.ts'
import type { Question } from './question.ts'

interface Options {
  readonly sizes: readonly number[]
  readonly server: string | undefined
  readonly questions: readonly Question[]
  readonly contenders: readonly string[]
  readonly seconds: number
}

export interface Growth {
  readonly question: string
  readonly contender: string
  /** Milliseconds, by the number of facts. */
  readonly medians: Record<number, number>
}

/** How long an answer takes on graphs of several sizes, when nobody else asks. */
export async function measureGrowth({ sizes, seconds, ...options }: Options): Promise<Growth[]> {
  const found = new Map<string, Growth>()
  for (const facts of sizes) {
    await withContenders({ ...options, facts }, async ({ asked }) => {
      for (const one of asked) {
        for (const [contender, requests] of ableTo(one)) {
          const [question, name] = [one.question.name, contender.name]
          const growth = found.get(`${question} ${name}`) ?? { question, contender: name, medians: {} }
          growth.medians[facts] = await latencyOf(contender, requests, seconds)
          found.set(`${question} ${name}`, growth)
          console.error(`${question}, ${facts} facts, ${name}: ${growth.medians[facts]?.toFixed(2)} ms`)
        }
      }
    })
  }
  return [...found.values()]
}

/** One line for each question and contender, with the last size in terms of the first. */
export function printGrowth(growths: readonly Growth[], sizes: readonly number[]): void {
  console.table(
    growths.map(({ question, contender, medians }) => {
      const times = sizes.map((facts) => medians[facts] ?? Number.NaN)
      const growth = (times.at(-1) ?? Number.NaN) / (times[0] ?? Number.NaN)
      return {
        question,
        contender,
        ...Object.fromEntries(sizes.map((facts, index) => [`ms at ${facts}`, Number(times[index]?.toFixed(2))])),
        growth: growth.toFixed(2),
      }
    }),
  )
}
