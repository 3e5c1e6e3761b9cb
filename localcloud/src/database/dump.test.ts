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
