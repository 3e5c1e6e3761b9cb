import { litPicture, ticksOf } from './ticks'

test('one tick is one order up to a hundred, then n of them', () => {
  expect(ticksOf(60)).toEqual({ per: 1, count: 60 })
  expect(ticksOf(100)).toEqual({ per: 1, count: 100 })
  expect(ticksOf(101)).toEqual({ per: 2, count: 51 })
  expect(ticksOf(1000)).toEqual({ per: 10, count: 100 })
  expect(ticksOf(0)).toEqual({ per: 1, count: 1 })
})

test('a picture of four ticks repeats every quarter', () => {
  expect(litPicture(4, 'lit', 'light')).toContain('var(--green-500) 15.5000%')
  expect(litPicture(4, 'lit', 'light')).toContain('transparent 25.0000%')
})
