import { expect, it } from 'vitest'
import { keptBy } from '../src/execution/kept.ts'

it('keeps one value for each object', () => {
  const places = keptBy((_: object) => new Map<string, number>())
  const others = keptBy((_: object) => new Map<string, number>())
  const [one, two] = [{ name: 'one' }, { name: 'two' }]
  places(one).set('here', 1)
  expect([places(one).get('here'), places(two).size, others(one).size]).toEqual([1, 0, 0])
})

it('makes the value from the object, once, and shows it neither to JSON nor to loops', () => {
  let made = 0
  const lengths = keptBy(({ name }: { readonly name: string }) => {
    made += 1
    return { length: name.length }
  })
  const object = { name: 'Ada' }
  expect([lengths(object).length, lengths(object).length, made]).toEqual([3, 3, 1])
  expect([JSON.stringify(object), Object.keys(object)]).toEqual(['{"name":"Ada"}', ['name']])
})
