import fc from 'fast-check'
import { open } from 'lmdb'
import { WireClient, Workbench } from './testing'
import type { Document, IndexSpec, SortSpec } from './types'

const bench = new Workbench()
afterEach(() => bench.cleanUp())

const INDEXES: IndexSpec[] = [
  { name: 'a_b', keys: { a: 1, b: -1 } },
  { name: 'b', keys: { b: 1 } },
  { name: 'nested', keys: { 'o.x': 1 } },
  { name: 'nested_a', keys: { 'o.x': 1, a: 1 } },
]

/** Beyond the length at which LMDB's keys are encoded another way. */
const LONG = `a${'x'.repeat(70)}`
/** Beyond the length at which index keys are cut, there and in the middle of a character. */
const CUT = 'a'.repeat(99)

// Few values, so that queries hit; of every type and order of keys.
const scalar = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -1, max: 2 }) },
  { weight: 3, arbitrary: fc.constantFrom('a', 'ab', '😀', '\uffee', LONG, `${LONG}b`) },
  { weight: 2, arbitrary: fc.constantFrom(`${CUT}z`, `${CUT}za`, `${CUT}zb`, `${CUT}😀`, `${CUT}😀b`, `${CUT}\uffee`) },
  fc.constantFrom('a\u0001', 'a\u0001z', 'a\u0003', 'a\t', 'a\b'),
  fc.constantFrom(-0.5, 1e12, '', true, false, null),
  fc.constantFrom(-5, 5).map((ms) => new Date(ms)),
)
const value = fc.oneof({ weight: 3, arbitrary: scalar }, fc.array(scalar, { maxLength: 3 }))
const fields = { noNullPrototype: true }
const inner = fc.record({ x: value }, { requiredKeys: [], ...fields })
const nested = fc.oneof({ weight: 3, arbitrary: inner }, fc.array(fc.oneof(inner, scalar), { maxLength: 2 }), scalar)
const hasList = ({ o }: Document) => Array.isArray(o) || Array.isArray((o as Document | null)?.x)
const document = fc
  .record(
    { a: value, b: fc.oneof({ weight: 5, arbitrary: scalar }, inner), o: nested },
    { requiredKeys: [], ...fields },
  )
  // Two lists in one index are refused.
  .filter((item) => !(Array.isArray(item.a) && hasList(item)))
const bound = fc.oneof(
  fc.integer({ min: -1, max: 2 }),
  fc.constantFrom('a', '😀', '\uffee', LONG, `${CUT}za`, `${CUT}😀`, 'a\u0003', 'a\t'),
)
const condition = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }).map(($in) => ({ $in })),
  fc.tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), bound).map(([name, operand]) => ({ [name]: operand })),
  fc.tuple(bound, bound).map(([low, high]) => ({ $gte: low, $lte: high })),
  fc.constantFrom<unknown>(/^a/, { $exists: false }, { $ne: null }, { $gte: null }, { $not: { $gt: 1 } }, { $size: 0 }),
  fc.array(scalar, { minLength: 1, maxLength: 2 }).map(($all) => ({ $all })),
  fc.tuple(fc.constantFrom('$gt', '$lte', '$ne'), bound).map(([name, item]) => ({ $elemMatch: { [name]: item } })),
)
const one = fc.tuple(fc.constantFrom('a', 'b', 'o.x'), condition).map(([field, test]): Document => ({ [field]: test }))
const query = fc.oneof(
  one,
  fc.tuple(one, one).map(([first, second]) => ({ ...first, ...second })),
  fc.tuple(one, one).map((parts) => ({ $and: parts })),
)
const direction = fc.constantFrom<1 | -1>(1, -1)
const sort = fc.oneof(
  fc.constant(undefined),
  fc
    .tuple(fc.uniqueArray(fc.constantFrom('a', 'b', 'o.x', '_id'), { maxLength: 2 }), direction, direction)
    .map(([names, ...ways]): SortSpec => Object.fromEntries(names.map((field, i) => [field, ways[i] ?? 1]))),
)

/** Found by this test: texts of the upper planes, beside a null in a path. */
const FOUND: [Document[], [Document, undefined, undefined][], []] = [
  [{ a: ['\uffee', ''] }],
  [[{ 'o.x': { $in: [null] }, a: { $gte: '😀', $lte: 'a' } }, undefined, undefined]],
  [],
]

test('an index never changes a result, only the way to it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(document, { minLength: 5, maxLength: 20 }),
      fc.array(fc.tuple(query, sort, fc.option(fc.nat(4), { nil: undefined })), { minLength: 20, maxLength: 40 }),
      fc.array(fc.tuple(fc.nat(19), document), { maxLength: 6 }),
      async (documents, queries, changes) => {
        const db = bench.open({ indexes: { indexed: INDEXES } })
        for (const name of ['plain', 'indexed']) {
          await db.insert(
            name,
            documents.map((item, i) => ({ _id: `d${String(i).padStart(2, '0')}`, ...item })),
          )
          for (const [i, item] of changes) {
            const _id = `d${String(i).padStart(2, '0')}`
            if (Object.keys(item).length > 0) await db.update(name, { _id }, item)
            else await db.remove(name, { _id })
          }
        }
        for (const [wanted, order, limit] of queries) {
          // Equal sort keys may come in any order: the _id makes the order whole.
          const options = {
            sort: order && { ...order, ...('_id' in order ? {} : { _id: Object.values(order)[0] ?? 1 }) },
            limit: order && limit,
          }
          const read = (name: string) => db.find(name, wanted as Document, options)
          const byId = (docs: Document[]) =>
            order ? docs : [...docs].sort((x, y) => (String(x._id) < String(y._id) ? -1 : 1))
          expect(byId(read('indexed'))).toEqual(byId(read('plain')))
        }
        await bench.close(db)
      },
    ),
    { numRuns: 50, examples: [FOUND] },
  )
})

test('a condition on _id that is no bound does not narrow the scan', async () => {
  const db = bench.open()
  await db.insert('c', [{ _id: 'a' }, { _id: 'b' }, { _id: 3 }])
  expect(db.find('c', { _id: /./ }).map(({ _id }) => _id)).toEqual(['a', 'b'])
  expect(db.find('c', { _id: { $ne: 'a' } }).map(({ _id }) => _id)).toEqual([3, 'b'])
  expect(db.find('c', { _id: { $exists: true } })).toHaveLength(3)
})

test('arrays in an indexed field, empty ones too, do not disturb the order', async () => {
  const indexes = { c: [{ name: 'k', keys: { k: 1 as const } }] }
  const db = bench.open({ indexes })
  await db.insert('c', [
    { _id: 'number', k: 1 },
    { _id: 'empty', k: [] },
    { _id: 'null', k: null },
  ])
  const order = () => db.find('c', {}, { sort: { k: 1, _id: 1 }, limit: 9 }).map(({ _id }) => _id)
  expect(order()).toEqual(['empty', 'null', 'number'])
  await db.insert('c', [{ _id: 'both', k: [0, 5] }])
  expect(order()).toEqual(['empty', 'null', 'both', 'number'])
  const above = db.find('c', { k: { $gte: 1 } }, { sort: { k: 1 }, limit: 1 })
  expect(above.map(({ _id }) => _id)).toEqual(['both'])
})

test('conditions on _id that bound nothing leave all documents to the test', async () => {
  const db = bench.open()
  await db.insert('c', [{ _id: 'a1' }, { _id: 'b2' }])
  expect(db.find('c', { _id: /.*/ })).toHaveLength(2)
  expect(db.find('c', { _id: /^a/ })).toEqual([{ _id: 'a1' }])
  expect(db.find('c', { _id: { $exists: true } })).toHaveLength(2)
  expect(db.find('c', { _id: { $ne: 'a1' } })).toEqual([{ _id: 'b2' }])
})

test('an empty list on the way to a field does not disturb the order', async () => {
  const db = bench.open({ indexes: { c: [{ name: 'x', keys: { 'o.x': 1 as const } }] } })
  const documents = [
    { _id: 'missing' },
    { _id: 'empty', o: [] },
    { _id: 'inside', o: [[], { x: 1 }] },
    { _id: 'one', o: { x: 0 } },
  ]
  await db.insert('c', documents)
  await db.insert('plain', documents)
  const order = (name: string) => db.find(name, {}, { sort: { 'o.x': 1, _id: 1 }, limit: 9 }).map(({ _id }) => _id)
  expect(order('c')).toEqual(order('plain'))
})

test('an index gives the order and stops at the limit', async () => {
  const db = bench.open({ indexes: { c: [{ name: 'g_at', keys: { g: 1, at: -1 } }] } })
  await db.insert(
    'c',
    Array.from({ length: 500 }, (_, i) => ({ _id: `d${i}`, g: i % 5, at: new Date(i) })),
  )
  const newest = db.find('c', { g: 3 }, { sort: { at: -1 }, limit: 3 })
  expect(newest.map(({ _id }) => _id)).toEqual(['d498', 'd493', 'd488'])
  const ofTwo = db.find('c', { g: { $in: [3, 1] } }, { sort: { at: -1 }, limit: 3 })
  expect(ofTwo.map(({ _id }) => _id)).toEqual(['d498', 'd496', 'd493'])
  const oldest = db.find('c', { g: 3, at: { $gte: new Date(100) } }, { sort: { at: 1 }, limit: 2 })
  expect(oldest.map(({ _id }) => _id)).toEqual(['d103', 'd108'])
})

test('keys that stand for several values give no order', async () => {
  const db = bench.open({ indexes: { c: [{ name: 'k_n', keys: { k: 1, n: 1 } }] } })
  const text = 'x'.repeat(200)
  const documents = [3, 2, 1].map((n) => ({ _id: `d${3 - n}`, k: `${text}${n}`, n: -n }))
  await db.insert('c', documents)
  const ids = (sort: SortSpec, query = {}) => db.find('c', query, { sort, limit: 2 }).map(({ _id }) => _id)
  expect(ids({ k: 1 })).toEqual(['d2', 'd1'])
  expect(ids({ k: -1 })).toEqual(['d0', 'd1'])
  // Where the text is settled, what comes after it is still in order.
  expect(db.explain('c', { k: `${text}1` }, { sort: { n: 1 }, limit: 2 })).toMatchObject({ sorted: false })
  await db.update('c', {}, { $set: { k: 1 } }, { multi: true })
  await db.update('c', { _id: 'd0' }, { $set: { k: { a: 2 } } })
  await db.update('c', { _id: 'd1' }, { $set: { k: { a: 1 } } })
  expect(ids({ k: -1 })).toEqual(['d0', 'd1'])
})

test('two lists in one index are refused, as by MongoDB, two fields of one list are not', async () => {
  const indexes: Record<string, IndexSpec[]> = {
    c: [
      { name: 'a_b', keys: { a: 1, b: 1 } },
      { name: 'lx_ly', keys: { 'l.x': 1, 'l.y': 1 } },
    ],
  }
  const db = bench.open({ indexes })
  const many = Array.from({ length: 5000 }, (_, i) => i)
  await expect(db.insert('c', [{ _id: 'x', a: many, b: many }])).rejects.toThrow('cannot index parallel arrays [b] [a]')
  await db.insert('c', [{ _id: 'y', a: [1, 2], b: 1, l: [{ x: 1, y: 2 }] }])
  await expect(db.update('c', { _id: 'y' }, { $set: { b: [] } })).rejects.toThrow('cannot index parallel arrays')
  expect(db.find('c', { 'l.x': 1 })).toHaveLength(1)
})

describe('unique', () => {
  const indexes = { c: [{ name: 'phone', keys: { phone: 1 as const }, unique: true }] }

  test('refuses a second one, also by update, in one batch and within one command', async () => {
    const wire = new WireClient(bench.open({ indexes }))
    const error = { code: 'DATABASE_REQUEST_FAILED', message: expect.stringContaining('duplicate key') }
    await wire.add({ _id: 'a', phone: '1' })
    expect(await wire.add({ _id: 'b', phone: '1' })).toEqual(error)
    const rivals = await Promise.all([1, 2, 3].map((n) => wire.add({ _id: `r${n}`, phone: '2' })))
    expect(rivals.filter(({ code }) => code)).toEqual([error, error])
    await wire.add({ _id: 'c', phone: '3' })
    expect(await wire.update('c', { $set: { phone: '1' } })).toEqual(error)
    const both = ['{"_id":"x","phone":"9"}', '{"_id":"y","phone":"9"}']
    expect(await wire.send('insertDocument', { data: both })).toEqual(error)
    expect(await wire.get({ phone: '9' })).toEqual([])
  })

  test('a key given up can be taken, in the same batch too', async () => {
    const wire = new WireClient(bench.open({ indexes }))
    await wire.add({ _id: 'a', phone: '1' })
    const replies = await Promise.all([
      wire.update('a', { $set: { phone: '2' } }),
      wire.add({ _id: 'b', phone: '1' }),
      wire.remove('a'),
      wire.add({ _id: 'c', phone: '2' }),
    ])
    expect(replies.map(({ code }) => code)).toEqual([undefined, undefined, undefined, undefined])
  })

  test('a missing field counts as null', async () => {
    const wire = new WireClient(bench.open({ indexes }))
    await wire.add({ _id: 'a' })
    expect(await wire.add({ _id: 'b' })).toMatchObject({ message: expect.stringContaining('duplicate key') })
  })

  test('texts that differ late are two', async () => {
    const wire = new WireClient(bench.open({ indexes }))
    const long = 'x'.repeat(500)
    await wire.add({ _id: 'a', phone: `${long}1` })
    expect(await wire.add({ _id: 'b', phone: `${long}2` })).toEqual({ data: { insertedIds: ['b'] } })
    expect(await wire.add({ _id: 'c', phone: `${long}1` })).toMatchObject({ code: 'DATABASE_REQUEST_FAILED' })
  })
})

describe('unique, by value and not by key', () => {
  const indexes = { c: [{ name: 'k', keys: { k: 1 as const }, unique: true }] }
  const long = 'x'.repeat(150)

  test.each([
    ['long texts', `${long}1`, `${long}2`],
    ['objects', { x: 1 }, { x: 2 }],
    ['lists of objects', [{ x: 1 }], [{ x: 2 }]],
    ['lists of long texts', [`${long}1`], [`${long}2`]],
    ['regular expressions', /a/, /b/],
  ])('%s that differ are two, and equal ones are one, all at the same time too', async (_, one, other) => {
    const db = bench.open({ indexes })
    const insert = (_id: string, k: unknown) => db.insert('c', [{ _id, k }])
    const results = await Promise.allSettled([insert('a', one), insert('b', other), insert('c', one)])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    await expect(insert('d', other)).rejects.toThrow('duplicate key')
    await expect(insert('e', one)).rejects.toThrow('duplicate key')
  })

  test('lists that share an item are one', async () => {
    const db = bench.open({ indexes })
    await db.insert('c', [{ _id: 'a', k: [1, 2] }])
    await expect(db.insert('c', [{ _id: 'b', k: [2, 3] }])).rejects.toThrow('duplicate key')
    await expect(db.insert('c', [{ _id: 'c', k: 1 }])).rejects.toThrow('duplicate key')
  })
})

test('indexes written by an earlier version are built anew, declared again or not', async () => {
  const dir = bench.dir()
  const indexes = { c: [{ name: 'k', keys: { k: 1 as const } }] }
  const first = bench.open({ dir, indexes })
  await first.insert('c', [{ _id: 'a', k: 'old' }])
  await bench.close(first)
  // What an earlier version left: other keys, and no word about their format.
  const root = open<string, string>({ path: `${dir}/data.mdb`, encoding: 'string' })
  const index = root.openDB<string, string>('index', { encoding: 'string' })
  const meta = root.openDB<string, string>('meta', { encoding: 'string' })
  await index.clearAsync()
  const entry = JSON.parse(meta.get('collection/c') as string)
  delete entry.indexes[0].format
  await meta.put('collection/c', JSON.stringify(entry))
  await root.close()
  const second = bench.open({ dir })
  expect(second.explain('c', { k: 'old' })).toMatchObject({ access: 'index', returned: 1 })
})

describe('declaring', () => {
  test('builds over what is there, keeps, changes and drops', async () => {
    const dir = bench.dir()
    const first = bench.open({ dir })
    await first.insert(
      'c',
      Array.from({ length: 300 }, (_, i) => ({ _id: `d${i}`, k: i % 3, l: i })),
    )
    await bench.close(first)
    for (const keys of [{ k: 1 }, { k: 1 }, { k: 1, l: -1 }] as SortSpec[]) {
      const db = bench.open({ dir, indexes: { c: [{ name: 'k', keys }] } })
      expect(db.count('c', { k: 1 })).toBe(100)
      expect(db.find('c', { k: 1 }, { sort: { l: -1 }, limit: 1 })[0]?.l).toBe(298)
      await db.update('c', { _id: 'd298' }, { $set: { k: 2 } })
      await db.update('c', { _id: 'd298' }, { $set: { k: 1 } })
      await bench.close(db)
    }
    const without = bench.open({ dir, indexes: { c: [] } })
    expect(without.count('c', { k: 1 })).toBe(100)
  })

  test('a unique index over duplicates is refused and leaves the data usable', async () => {
    const dir = bench.dir()
    const first = bench.open({ dir })
    await first.insert('c', [
      { _id: 'a', k: 1 },
      { _id: 'b', k: 1 },
    ])
    await bench.close(first)
    const indexes = { c: [{ name: 'k', keys: { k: 1 as const }, unique: true }] }
    expect(() => bench.open({ dir, indexes })).toThrow(/duplicate key/)
    const again = bench.open({ dir })
    expect(again.count('c', { k: 1 })).toBe(2)
    await again.insert('c', [{ _id: 'c', k: 1 }])
    expect(again.count('c')).toBe(3)
  })
})
