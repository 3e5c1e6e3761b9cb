import { clouds, type ServerSdk } from './clouds'
import { differs, item, missing, tabled } from './item'

const { both, node } = clouds({ clock: { now: Date.UTC(2030, 0, 2, 3, 4, 5, 6) } })
const AREA = 'Database: update commands'

type Stored = Record<string, unknown>
type Change = (sdk: ServerSdk) => object

/** `doc().update` makes `after` of `before`. */
const makes = (before: Stored, change: Change, after: Stored) =>
  both(async (sdk) => {
    const reference = (await sdk.seeded([{ _id: 'a', ...before }])).doc('a')
    expect(await sdk.update(reference, change(sdk))).toBe(1)
    expect(await sdk.read(reference)).toEqual({ _id: 'a', ...after })
  })

/** `doc().update` is refused with this text and leaves the document alone. */
const refuses = (before: Stored, change: Change, text: string) =>
  both(async (sdk) => {
    const reference = (await sdk.seeded([{ _id: 'a', ...before }])).doc('a')
    await expect(sdk.update(reference, change(sdk))).rejects.toThrow(text)
    expect(await sdk.read(reference)).toEqual({ _id: 'a', ...before })
  })

/** Several cases of one item. */
const all =
  (...runs: (() => Promise<void>)[]) =>
  async () => {
    for (const run of runs) await run()
  }

item(
  AREA,
  'plain values go into nested objects',
  'docs',
  all(
    makes({ style: { color: 'blue', size: 1 } }, () => ({ style: { color: 'red' } }), {
      style: { color: 'red', size: 1 },
    }),
    makes({}, () => ({ a: { b: { c: 1 } } }), { a: { b: { c: 1 } } }),
    makes({ l: [1, 2] }, () => ({ l: [3] }), { l: [3] }),
    makes({ a: 1 }, () => ({ a: null }), { a: null }),
  ),
)

item(
  AREA,
  'set',
  'docs',
  all(
    makes({ style: { color: 'blue', size: 1 } }, ({ _ }) => ({ style: _.set({ color: 'red' }) }), {
      style: { color: 'red' },
    }),
    makes({}, ({ _ }) => ({ 'a.b': _.set(1) }), { a: { b: 1 } }),
  ),
)

item(
  AREA,
  'remove',
  'docs',
  all(
    makes({ a: 1, b: { c: 2, d: 3 } }, ({ _ }) => ({ a: _.remove(), b: { c: _.remove() } }), { b: { d: 3 } }),
    makes({ l: [{ x: 1, y: 2 }, 5] }, ({ _ }) => ({ l: { 0: { x: _.remove() }, 1: _.remove() } }), {
      l: [{ y: 2 }, null],
    }),
  ),
)

item(
  AREA,
  'inc',
  'docs',
  all(
    makes({ n: 1, a: { n: 1.5 } }, ({ _ }) => ({ n: _.inc(10), a: { n: _.inc(-0.5) }, fresh: _.inc(3) }), {
      ...{ n: 11, a: { n: 1 }, fresh: 3 },
    }),
    refuses(
      { n: 'x', m: 1 },
      ({ _ }) => ({ m: _.inc(1), n: _.inc(1) }),
      "has the field 'n' of non-numeric type string",
    ),
    refuses(
      { n: null },
      ({ _ }) => ({ n: _.inc(1) }),
      'Cannot apply $inc to a value of non-numeric type. {_id: "a"} has the field \'n\' of non-numeric type null',
    ),
    refuses({ n: 1 }, ({ _ }) => ({ n: _.inc('1' as never) }), 'Cannot increment with non-numeric argument: {n: "1"}'),
  ),
)

item(
  AREA,
  'mul',
  'docs',
  all(
    makes({ n: 3 }, ({ _ }) => ({ n: _.mul(2.5), fresh: _.mul(3) }), { n: 7.5, fresh: 0 }),
    refuses({ n: [1] }, ({ _ }) => ({ n: _.mul(2) }), "has the field 'n' of non-numeric type array"),
  ),
)

item(
  AREA,
  'min, max',
  'docs',
  all(
    makes(
      { a: 5, b: 5, t: new Date(9) },
      ({ _ }) => ({ a: _.min(3), b: _.max(9), c: _.max(1), t: _.min(new Date(4)) }),
      {
        ...{ a: 3, b: 9, c: 1, t: new Date(4) },
      },
    ),
    makes({ n: 5 }, ({ _ }) => ({ n: _.max('text' as never) }), { n: 'text' }),
  ),
)

item(
  AREA,
  'rename',
  'docs',
  all(
    makes({ a: { b: 1 }, y: 2 }, ({ _ }) => ({ a: { b: _.rename('c.d') } }), { a: {}, c: { d: 1 }, y: 2 }),
    makes({ a: 1, b: 2 }, ({ _ }) => ({ a: _.rename('b') }), { b: 1 }),
    refuses({ l: [1] }, ({ _ }) => ({ 'l.0': _.rename('x') }), 'The source field cannot be an array element'),
    refuses({ a: 1 }, ({ _ }) => ({ a: _.rename('a') }), 'The source and target field for $rename must differ'),
  ),
)

item(
  AREA,
  'push',
  'docs',
  all(
    makes({ l: [1] }, ({ _ }) => ({ l: _.push([2, 3]), fresh: _.push([1]) }), { l: [1, 2, 3], fresh: [1] }),
    makes({ l: [1] }, ({ _ }) => ({ l: _.push(2, 3) }), { l: [1, 2, 3] }),
    makes({ l: [1] }, ({ _ }) => ({ l: _.push([[2, 3]]) }), { l: [1, [2, 3]] }),
    refuses(
      { l: 1 },
      ({ _ }) => ({ l: _.push([1]) }),
      'The field \'l\' must be an array but is of type int in document {_id: "a"}',
    ),
  ),
)

const pushes = (before: unknown[], options: object, after: unknown[]) =>
  makes({ l: before }, ({ _ }) => ({ l: _.push(options as never) }), { l: after })

item(
  AREA,
  'push with each, position, sort, slice',
  'docs',
  all(
    pushes([1, 2], { each: [9, 8], position: 1 }, [1, 9, 8, 2]),
    pushes([1, 2], { each: [9], position: -1 }, [1, 9, 2]),
    pushes([1, 2], { each: [9], position: -5 }, [9, 1, 2]),
    pushes([1, 2], { each: [9], position: 7 }, [1, 2, 9]),
    pushes([3, 1], { each: [2], sort: 1 }, [1, 2, 3]),
    pushes([1, 3], { each: [], sort: -1 }, [3, 1]),
    pushes([{ w: 2 }], { each: [{ w: 3 }, { w: 1 }], sort: { w: 1 } }, [{ w: 1 }, { w: 2 }, { w: 3 }]),
    pushes([1, 2], { each: [3, 4], slice: 3 }, [1, 2, 3]),
    pushes([1, 2], { each: [3, 4], slice: -3 }, [2, 3, 4]),
    pushes([1, 2], { each: [3], slice: 0 }, []),
    pushes([5], { each: [4, 6], position: 0, sort: 1, slice: 2 }, [4, 5]),
    refuses(
      { l: [] },
      ({ _ }) => ({ l: _.push({ each: 1 } as never) }),
      'The argument to $each in $push must be an array but it was of type: int',
    ),
    refuses({ l: [] }, ({ _ }) => ({ l: _.push({ each: [], sort: 2 } as never) }), 'The $sort is invalid'),
  ),
)

item(
  AREA,
  'pop, shift, unshift',
  'docs',
  all(
    makes({ a: [1, 2, 3], b: [1, 2, 3], c: [3] }, ({ _ }) => ({ a: _.pop(), b: _.shift(), c: _.unshift([1, 2]) }), {
      ...{ a: [1, 2], b: [2, 3], c: [1, 2, 3] },
    }),
    makes({ o: { l: [1] } }, ({ _ }) => ({ o: { l: _.pop() } }), { o: { l: [] } }),
    refuses({ a: 1 }, ({ _ }) => ({ a: _.pop() }), "Path 'a' contains an element of non-array type 'int'"),
  ),
)

item(
  AREA,
  'pull',
  'docs',
  all(
    makes({ l: [1, 2, 1] }, ({ _ }) => ({ l: _.pull(1) }), { l: [2] }),
    makes({ l: [1, 5, 9] }, ({ _ }) => ({ l: _.pull(_.gte(5)) }), { l: [1] }),
    makes({ l: ['a', 'b', 'c'] }, ({ _ }) => ({ l: _.pull(_.in(['a', 'c'])) }), { l: ['b'] }),
    makes(
      {
        l: [
          { x: 1, y: 1 },
          { x: 2, y: 1 },
        ],
      },
      ({ _ }) => ({ l: _.pull({ x: 1 }) }),
      { l: [{ x: 2, y: 1 }] },
    ),
    makes({ l: [{ x: 1 }, { x: 5 }] }, ({ _ }) => ({ l: _.pull({ x: _.gt(3) }) }), { l: [{ x: 1 }] }),
    makes({ l: [{ in: [{ x: 1 }] }, { in: [{ x: 3 }] }] }, ({ _ }) => ({ l: _.pull({ in: _.elemMatch({ x: 1 }) }) }), {
      l: [{ in: [{ x: 3 }] }],
    }),
    makes({ l: ['abc', 'xyz'] }, ({ _ }) => ({ l: _.pull(/^a/) }), { l: ['xyz'] }),
    refuses({ l: 'abc' }, ({ _ }) => ({ l: _.pull('a') }), 'Cannot apply $pull to a non-array value'),
  ),
)

item(
  AREA,
  'pullAll',
  'docs',
  all(
    makes({ l: [1, 2, 3, 1, [4]] }, ({ _ }) => ({ l: _.pullAll([1, 3, [4]]) }), { l: [2] }),
    refuses({ l: {} }, ({ _ }) => ({ l: _.pullAll([1]) }), 'Cannot apply $pull to a non-array value'),
  ),
)

item(
  AREA,
  'addToSet',
  'docs',
  all(
    makes({ l: [1] }, ({ _ }) => ({ l: _.addToSet(2), fresh: _.addToSet('x') }), { l: [1, 2], fresh: ['x'] }),
    makes({ l: [1] }, ({ _ }) => ({ l: _.addToSet({ $each: [1, 2, 2] }) }), { l: [1, 2] }),
    makes({ l: [1] }, ({ _ }) => ({ l: _.addToSet([1, 2]) }), { l: [1, [1, 2]] }),
    both(async (sdk) => {
      const reference = (await sdk.seeded([{ _id: 'a', l: [{ x: 1, y: 2 }] }])).doc('a')
      expect(await sdk.update(reference, { l: sdk._.addToSet({ x: 1, y: 2 }) })).toBe(0)
      expect(await sdk.update(reference, { l: sdk._.addToSet({ y: 2, x: 1 }) })).toBe(1)
    }),
    refuses(
      { l: 1 },
      ({ _ }) => ({ l: _.addToSet(1) }),
      "Cannot apply $addToSet to non-array field. Field named 'l' has non-array type int",
    ),
  ),
)

item(
  AREA,
  'bit',
  'sdk',
  makes({ n: 12 }, ({ _ }) => ({ n: (_ as never as { bit(value: object): object }).bit({ xor: 5 }) }), { n: 9 }),
)

item(
  AREA,
  'array items by position',
  'docs',
  all(
    makes({ l: [{ b: 1 }, { b: 2 }] }, ({ _ }) => ({ 'l.1.b': _.inc(1), 'l.0': 5 }), { l: [5, { b: 3 }] }),
    makes({ l: [1] }, () => ({ 'l.3': 4 }), { l: [1, null, null, 4] }),
    refuses({ l: [1] }, () => ({ 'l.x': 4 }), "Cannot create field 'x' in"),
    refuses({ a: 'x' }, () => ({ 'a.b': 4 }), 'Cannot create field \'b\' in element {a: "x"}'),
  ),
)

item(
  AREA,
  'the item that the query found, $, and all items, $[]',
  'docs',
  both(async (sdk) => {
    const collection = await sdk.seeded([{ _id: 'a', l: [{ k: 1 }, { k: 2 }, { k: 2 }] }])
    expect(await sdk.update(collection.where({ 'l.k': 2 }), { 'l.$.done': true })).toBe(1)
    expect(await sdk.update(collection.where({ _id: 'a' }), { 'l.$[].n': sdk._.inc(1) })).toBe(1)
    expect(await sdk.read(collection.doc('a'))).toEqual({
      ...{
        _id: 'a',
        l: [
          { k: 1, n: 1 },
          { k: 2, done: true, n: 1 },
          { k: 2, n: 1 },
        ],
      },
    })
    await expect(sdk.update(collection.where({ _id: 'a' }), { 'l.$.done': true })).rejects.toThrow(
      'The positional operator did not find the match needed from the query.',
    )
  }),
)

item(
  AREA,
  'many documents by where',
  'docs',
  both(async (sdk) => {
    const collection = await sdk.seeded([{ n: 1 }, { n: 2 }, { n: 3 }])
    expect(await sdk.update(collection.where({ n: sdk._.gte(2) }), { big: true })).toBe(2)
    expect(await sdk.update(collection.where({ n: 9 }), { big: true })).toBe(0)
  }),
)

item(
  AREA,
  'options({ multiple: false })',
  'sdk',
  node(async (sdk) => {
    const collection = await sdk.seeded([{ n: 1 }, { n: 2 }])
    const one = collection.where({ n: sdk._.gte(1) }).options({ multiple: false })
    expect(await sdk.update(one, { once: true })).toBe(1)
    expect((await collection.where({ once: true }).count()).total).toBe(1)
  }),
)

item(
  AREA,
  'a missing document is updated 0 times and not made',
  'docs',
  both(async (sdk) => {
    const collection = await sdk.seeded([{ _id: 'a' }])
    expect(await sdk.update(collection.doc('none'), { n: 1 })).toBe(0)
    expect((await collection.count()).total).toBe(1)
  }),
)

item(
  AREA,
  'what an update leaves as it was is not counted',
  'assumed',
  both(async (sdk) => {
    const collection = await sdk.seeded([
      { _id: 'a', n: 1 },
      { _id: 'b', n: 2 },
    ])
    expect(await sdk.update(collection.where({ n: sdk._.gte(1) }), { n: 2 })).toBe(1)
  }),
)

item(
  AREA,
  'doc.set replaces or makes',
  'docs',
  both(async (sdk) => {
    const collection = await sdk.seeded([{ _id: 'a', x: 1, y: { z: 1 } }])
    expect(await sdk.set(collection.doc('a'), { y: { w: 2 } })).toMatchObject({ updated: 1, created: 0 })
    expect(await sdk.read(collection.doc('a'))).toEqual({ _id: 'a', y: { w: 2 } })
    expect(await sdk.set(collection.doc('b'), { x: 2 })).toEqual({ updated: 0, created: 1, id: 'b' })
    expect(await sdk.read(collection.doc('b'))).toEqual({ _id: 'b', x: 2 })
  }),
)

item(
  AREA,
  'commands in set, and _id in set and update, are refused by the SDK',
  'sdk',
  both(async (sdk) => {
    const reference = (await sdk.seeded([{ _id: 'a', n: 1 }])).doc('a')
    await expect(sdk.set(reference, { n: sdk._.inc(1) })).rejects.toThrow()
    await expect(sdk.set(reference, { _id: 'b' })).rejects.toThrow()
    await expect(sdk.update(reference, { _id: 'b' })).rejects.toThrow()
    expect(await sdk.read(reference)).toEqual({ _id: 'a', n: 1 })
  }),
)

item(
  AREA,
  'a change of _id, two changes of one path, empty names',
  'assumed',
  all(
    node(async (sdk) => {
      const reference = (await sdk.seeded([{ _id: 'a', n: 1 }])).options({ raw: true } as never).doc('a')
      await expect(sdk.update(reference, { $set: { _id: 'b' } })).rejects.toThrow(
        "Performing an update on the path '_id' would modify the immutable field '_id'",
      )
      await expect(sdk.update(reference, { $set: { n: 1 }, $inc: { n: 1 } })).rejects.toThrow(
        "Updating the path 'n' would create a conflict at 'n'",
      )
      await expect(sdk.update(reference, { $foo: { n: 1 } })).rejects.toThrow('Unknown modifier: $foo')
      expect(await sdk.read(reference)).toEqual({ _id: 'a', n: 1 })
    }),
    refuses({}, () => ({ 'a..b': 1 }), "The update path 'a..b' contains an empty field name, which is not allowed."),
    refuses({ a: {} }, ({ _ }) => ({ a: _.set({}), 'a.b': 1 }), 'would create a conflict at'),
  ),
)

item(
  AREA,
  'updateAndReturn',
  'sdk',
  node(async (sdk) => {
    const collection = await sdk.seeded([{ _id: 'a', n: 1 }])
    const change = (query: object, data: object) =>
      (collection.where(query) as never as { updateAndReturn(data: object): Promise<object> }).updateAndReturn(data)
    expect(await change({ n: 1 }, { n: sdk._.inc(1) })).toMatchObject({ updated: 1, doc: { _id: 'a', n: 2 } })
    expect(await change({ n: 2 }, { n: 2 })).toMatchObject({ updated: 1, doc: { _id: 'a', n: 2 } })
    expect(await change({ n: 7 }, { n: 1 })).toMatchObject({ updated: 0, doc: null })
  }),
)

item(
  AREA,
  'server dates, with an offset, nested and in lists',
  'docs',
  both(async (sdk) => {
    const { db, _ } = sdk
    const now = Date.UTC(2030, 0, 2, 3, 4, 5, 6)
    const collection = await sdk.seeded([{ _id: 'a', log: [] }])
    await sdk.update(collection.doc('a'), {
      ...{ at: db.serverDate(), later: db.serverDate({ offset: 60_000 }), in: { a: db.serverDate({ offset: -1 }) } },
      log: _.push([db.serverDate()]),
    })
    expect(await sdk.read(collection.doc('a'))).toEqual({
      ...{
        _id: 'a',
        at: new Date(now),
        later: new Date(now + 60_000),
        in: { a: new Date(now - 1) },
        log: [new Date(now)],
      },
    })
    await sdk.set(collection.doc('b'), { year: db.serverDate({ offset: 31_536_000_000 }) })
    expect((await sdk.read(collection.doc('b'))).year).toEqual(new Date(now + 31_536_000_000))
    const { data } = await collection.where({ at: _.lte(db.serverDate()) }).get()
    expect(data).toHaveLength(1)
    expect((await collection.where({ at: _.lt(db.serverDate()) }).get()).data).toHaveLength(0)
  }),
)

differs(
  AREA,
  'integers beyond 2^53',
  'sdk',
  'counted as floating point, as the SDK reads them',
  both(async (sdk) => {
    const reference = (await sdk.seeded([{ _id: 'a', n: Number.MAX_SAFE_INTEGER }])).doc('a')
    await sdk.update(reference, { n: sdk._.inc(2) })
    expect((await sdk.read(reference)).n).toBe(2 ** 53)
  }),
)

missing(
  AREA,
  'array filters $[name]',
  'the SDK cannot send their conditions; refused as MongoDB does',
  refuses({ l: [1] }, () => ({ 'l.$[x]': 4 }), "No array filter found for identifier 'x' in path 'l.$[x]'"),
)

tabled(__filename)
