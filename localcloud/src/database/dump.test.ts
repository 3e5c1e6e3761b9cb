import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Workbench } from './testing'

const bench = new Workbench()
afterEach(() => bench.cleanUp())

test('an export imported elsewhere gives the same documents', async () => {
  const from = bench.open()
  const documents = Array.from({ length: 2500 }, (_, i) => ({
    _id: `d${i}`,
    at: new Date(i),
    list: [i, { text: '货\n' }],
  }))
  await from.insert('goods', documents)
  await from.insert('a/b', [{ _id: 'x' }])
  const dir = bench.dir()
  await from.export(dir)

  const into = bench.open()
  await into.insert('goods', [{ _id: 'd0', old: true }, { _id: 'kept' }])
  await into.import(dir)
  expect(into.count('goods')).toBe(2501)
  expect(into.get('goods', 'd0')).toEqual(documents[0])
  expect(into.get('goods', 'd2499')).toEqual(documents[2499])
  expect(into.find('a/b')).toEqual([{ _id: 'x' }])
})

test('an export is of one moment, whatever is written meanwhile', async () => {
  const db = bench.open()
  const pair = (n: number) => [
    { _id: 'left', n },
    { _id: 'right', n: -n },
  ]
  await db.insert(
    'filler',
    Array.from({ length: 5000 }, (_, i) => ({ _id: `d${i}` })),
  )
  await db.insert('pair', pair(0))
  const dir = bench.dir()
  let done = false
  const writing = (async () => {
    for (let n = 1; !done; n++) {
      await db.update('pair', { _id: 'left' }, { $inc: { n: 1 } })
      await db.insert('filler', [{ _id: `later${n}` }])
      await db.update('pair', { _id: 'right' }, { $inc: { n: -1 } })
    }
  })()
  await db.export(dir)
  done = true
  await writing
  const into = bench.open()
  await into.import(dir)
  // In every moment each is as far as the next to be written, or one ahead of it.
  const [left, later, right] = [into.get('pair', 'left')?.n, into.count('filler') - 5000, into.get('pair', 'right')?.n]
  const steps = [Number(left), later, -Number(right)]
  expect(steps).toEqual([...steps].sort((a, b) => b - a))
  expect((steps[0] as number) - (steps[2] as number)).toBeLessThanOrEqual(1)
  expect(db.get('pair', 'left')?.n).toBeGreaterThan(steps[0] as number)
})

test('what is written while an export runs is not forgotten afterwards', async () => {
  const dir = bench.dir()
  const filled = bench.open({ dir })
  const documents = Array.from({ length: 1500 }, (_, i) => ({ _id: `d${i + 1000}`, n: 0, text: 'x'.repeat(2000) }))
  await filled.insert('c', documents)
  await bench.close(filled)
  // Opened anew: nothing is in memory yet, and what the export reads of a small collection is kept there.
  const db = bench.open({ dir })
  const exported = db.export(bench.dir())
  for (let i = 0; i < 3; i++) await db.update('c', { _id: 'd2499' }, { $inc: { n: 1 } })
  await db.remove('c', { _id: 'd2498' })
  await exported
  expect(db.get('c', 'd2499')?.n).toBe(3)
  expect(db.get('c', 'd2498')).toBeUndefined()
})

test.each([
  ['{"_id":"b",}', /goods\.jsonl:2:12: not JSON/],
  ['[1]', /goods\.jsonl:2:1: expected a document/],
  ['{"_id":""}', /goods\.jsonl:2: _id must not be empty/],
])('a file with the line %s says where, and nothing is imported', async (line, message) => {
  const dir = bench.dir()
  writeFileSync(join(dir, 'goods.jsonl'), `{"_id":"a"}\n${line}\n`)
  writeFileSync(join(dir, 'a-good-one.jsonl'), '{"_id":"a"}\n')
  const into = bench.open()
  await expect(into.import(dir)).rejects.toThrow(message)
  expect(into.collections()).toEqual([])
})
