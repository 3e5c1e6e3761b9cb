import { Workbench } from './testing'

const bench = new Workbench()
afterEach(() => bench.cleanUp())

const indexes = { goods: [{ name: 'group_at', keys: { group: 1 as const, at: -1 as const } }] }
const documents = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ _id: `d${i}`, group: i % 10, at: i, price: i % 100 }))

test.each([
  ['an id', { _id: 'd7' }, {}, { access: 'ids', ranges: 1, examined: 1, returned: 1, sorted: false }],
  [
    'an index that gives the order too',
    { group: 3 },
    { sort: { at: -1 as const }, limit: 5 },
    { access: 'index', index: 'group_at', ranges: 1, examined: 5, returned: 5, sorted: false },
  ],
  [
    'an index whose order does not fit',
    { group: 3 },
    { sort: { price: 1 as const }, limit: 5 },
    {
      ...{ access: 'index', index: 'group_at', ranges: 1, examined: 200, returned: 5, sorted: true },
      advice: { name: 'group_price', keys: { group: 1, price: 1 } },
    },
  ],
  [
    'a scan',
    { price: { $gt: 97 }, group: 8 },
    {},
    { access: 'index', index: 'group_at', ranges: 1, examined: 200, returned: 20, sorted: false },
  ],
  [
    'a scan with bounds',
    { price: { $gt: 98 } },
    { sort: { at: 1 as const }, limit: 1 },
    {
      ...{ access: 'scan', ranges: 1, examined: 2000, returned: 1, sorted: true },
      advice: { name: 'at_price', keys: { at: 1, price: 1 } },
    },
  ],
  [
    'a scan of all that is wanted',
    {},
    {},
    { access: 'scan', ranges: 1, examined: 2000, returned: 2000, sorted: false },
  ],
])('%s', async (_title, query, options, expected) => {
  const db = bench.open({ indexes })
  await db.insert('goods', documents(2000))
  expect(db.explain('goods', query, options)).toEqual(expected)
})

test('a long scan that an index would save is told once for each shape of query', async () => {
  const warnings: string[] = []
  const db = bench.open({ onWarning: (text) => warnings.push(text) })
  await db.insert('goods', documents(10_000))
  for (const group of [1, 2, 3]) db.find('goods', { group }, { sort: { at: -1 }, limit: 20 })
  db.find('goods')
  expect(warnings).toEqual([
    'a query of goods by group, at read 10000 documents for 20 (no index); an index {"group":1,"at":-1} would serve it',
  ])
})

test('the first of an order are found without holding all, ties in order of _id', async () => {
  const db = bench.open()
  await db.insert('goods', documents(5000))
  const all = db.find('goods', {}, { sort: { price: -1 } })
  expect(db.find('goods', {}, { sort: { price: -1 }, skip: 3, limit: 40 })).toEqual(all.slice(3, 43))
})
