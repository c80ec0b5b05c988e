import { readFileSync } from 'node:fs'
export async function measure(c, cases, rounds = 12, per = 50) {
  const pid = (await c.query('select pg_backend_pid() as p')).rows[0].p
  const cpu = () => Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1000
  const best = cases.map(() => Infinity)
  for (const [n, q] of cases) for (let j = 0; j < 8; j++) await c.query({ name: n.replaceAll(' ', '_'), ...q })
  for (let k = 0; k < rounds; k++) for (const [i, [n, q]] of cases.entries()) { const u = cpu(); for (let j = 0; j < per; j++) await c.query({ name: n.replaceAll(' ', '_'), ...q }); best[i] = Math.min(best[i], (cpu() - u) / per) }
  return best
}
