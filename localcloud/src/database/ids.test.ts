import { newId } from './ids'
import { Workbench } from './testing'

const bench = new Workbench()
afterEach(() => bench.cleanUp())

test('ids are 32 hex digits, each after the one before', () => {
  const ids = Array.from({ length: 10_000 }, newId)
  expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true)
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('documents without an id come back in the order they were added', async () => {
  const db = bench.open()
  const numbers = Array.from({ length: 200 }, (_, n) => n)
  for (const n of numbers) await db.insert('c', [{ n }])
  expect(db.find('c').map(({ n }) => n)).toEqual(numbers)
})

test('ids grow when the clock goes backwards', () => {
  const first = newId()
  jest.spyOn(Date, 'now').mockReturnValue(5)
  expect(newId() > first).toBe(true)
  jest.restoreAllMocks()
})
