import { clouds, type ServerSdk } from './clouds'
import { differs, item, missing, tabled } from './item'
import type { Basis } from './table'

const { both, node } = clouds()
const COMMANDS = 'Database: query commands'
const GEO = 'Database: geo queries'

type Stored = Record<string, unknown>
type Where = (sdk: ServerSdk) => object

/** Ids that `where` finds, in the order they come. */
async function ids(sdk: ServerSdk, documents: Stored[], where: Where): Promise<string[]> {
  const collection = await sdk.seeded(documents)
  const { data } = await collection.where(where(sdk)).get()
  return data.map(({ _id }: { _id: string }) => _id)
}

/** An item: each `where` finds the documents of these ids. */
function finds(
  area: string,
  name: string,
  basis: Basis,
  documents: Stored[],
  cases: [Where, string[]][],
  note?: string,
) {
  const run = both(async (sdk) => {
    for (const [where, expected] of cases) expect((await ids(sdk, documents, where)).sort()).toEqual(expected)
  })
  item(area, name, basis, run, note)
}

/** A promise's failure, as the SDK's users see it. */
const failure = (promise: Promise<unknown>): Promise<Stored> =>
  promise.then(
    () => ({}),
    (error) => error as Stored,
  )

const at = (ms: number) => new Date(ms)
const NUMBERS = [{ _id: 'a', n: 1 }, { _id: 'b', n: 2 }, { _id: 'c', n: 3.5 }, { _id: 'd', n: '2' }, { _id: 'e' }]
const PEOPLE = [
  { _id: 'a', name: 'Ann', tags: ['x', 'y'], o: { p: { q: 1 }, r: 2 }, scores: [80, 95] },
  { _id: 'b', name: '王小明', tags: ['y'], o: { p: { q: 2 }, r: 2 }, scores: [60, 70], nick: null },
  {
    _id: 'c',
    name: 'bob',
    tags: [],
    list: [
      { k: 1, v: 5 },
      { k: 2, v: 1 },
    ],
    at: at(1000),
  },
]

finds(COMMANDS, 'eq, and plain values', 'docs', NUMBERS, [
  [({ _ }) => ({ n: _.eq(2) }), ['b']],
  [() => ({ n: 2 }), ['b']],
  [() => ({ n: '2' }), ['d']],
])
finds(COMMANDS, 'neq', 'docs', NUMBERS, [[({ _ }) => ({ n: _.neq(2) }), ['a', 'c', 'd', 'e']]])
finds(COMMANDS, 'gt, gte, lt, lte', 'docs', NUMBERS, [
  [({ _ }) => ({ n: _.gt(1) }), ['b', 'c']],
  [({ _ }) => ({ n: _.gte(2) }), ['b', 'c']],
  [({ _ }) => ({ n: _.lt(2) }), ['a']],
  [({ _ }) => ({ n: _.lte(2) }), ['a', 'b']],
  [({ _ }) => ({ n: _.gt('1') }), ['d']],
])
finds(COMMANDS, 'in, nin', 'docs', NUMBERS, [
  [({ _ }) => ({ n: _.in([1, '2']) }), ['a', 'd']],
  [({ _ }) => ({ n: _.nin([1, '2']) }), ['b', 'c', 'e']],
  [({ _ }) => ({ n: _.in([null]) }), ['e']],
  [({ _ }) => ({ n: _.in([]) }), []],
])
finds(COMMANDS, 'and', 'docs', NUMBERS, [
  [({ _ }) => ({ n: _.gt(1).and(_.lt(3)) }), ['b']],
  [({ _ }) => ({ n: _.and(_.gt(1), _.lt(3)) }), ['b']],
  [({ _ }) => _.and([{ n: _.gt(1) }, { n: _.neq(2) }]), ['c']],
])
finds(COMMANDS, 'or', 'docs', NUMBERS, [
  [({ _ }) => ({ n: _.eq(1).or(_.eq(2)) }), ['a', 'b']],
  [({ _ }) => ({ n: _.or([_.lt(2), _.gt(3)]) }), ['a', 'c']],
  [({ _ }) => _.or({ n: 1 }, { n: '2' }), ['a', 'd']],
  [({ _ }) => _.or([{ n: _.and(_.gte(2), _.lt(3)) }, { _id: 'e' }]), ['b', 'e']],
])
finds(COMMANDS, 'nor', 'docs', NUMBERS, [
  [({ _ }) => ({ n: _.nor(_.eq(1), _.eq(2)) }), ['c', 'd', 'e']],
  [({ _ }) => _.nor([{ n: 1 }, { _id: 'e' }]), ['b', 'c', 'd']],
])
finds(COMMANDS, 'not', 'docs', NUMBERS, [
  [({ _ }) => ({ n: _.not(_.gt(1)) }), ['a', 'd', 'e']],
  [({ _ }) => ({ n: _.not(/^2/) }), ['a', 'b', 'c', 'e']],
])
finds(COMMANDS, 'exists', 'docs', PEOPLE, [
  [({ _ }) => ({ nick: _.exists(true) }), ['b']],
  [({ _ }) => ({ nick: _.exists(false) }), ['a', 'c']],
  [({ _ }) => ({ 'list.k': _.exists(true) }), ['c']],
])
finds(COMMANDS, 'mod', 'docs', NUMBERS, [
  [({ _ }) => ({ n: (_.mod as (...of: unknown[]) => object)(2, 0) }), ['b']],
  [({ _ }) => ({ n: (_.mod as (...of: unknown[]) => object)([2, 1]) }), ['a', 'c']],
])
finds(COMMANDS, 'all', 'docs', PEOPLE, [
  [({ _ }) => ({ tags: _.all(['y', 'x']) }), ['a']],
  [({ _ }) => ({ tags: _.all(['y']) }), ['a', 'b']],
  [({ _ }) => ({ list: _.all([_.elemMatch({ k: 1 }), _.elemMatch({ v: 1 })]) }), ['c']],
])
finds(COMMANDS, 'elemMatch', 'docs', PEOPLE, [
  [({ _ }) => ({ list: _.elemMatch({ k: 1, v: _.gt(4) }) }), ['c']],
  [({ _ }) => ({ list: _.elemMatch({ k: 1, v: _.lt(4) }) }), []],
  [({ _ }) => ({ scores: _.elemMatch(_.gt(90)) }), ['a']],
  [({ _ }) => ({ scores: _.elemMatch(_.neq(60)) }), ['a', 'b']],
])
finds(
  COMMANDS,
  'and, or inside elemMatch',
  'docs',
  PEOPLE,
  [
    [({ _ }) => ({ scores: _.elemMatch(_.gt(60).and(_.lt(75))) }), ['b']],
    [({ _ }) => ({ scores: _.elemMatch((_.gt(80) as unknown as { lt(n: number): object }).lt(100)) }), ['a']],
    [({ _ }) => ({ scores: _.elemMatch(_.lt(65).or(_.gt(90))) }), ['a', 'b']],
    [({ _ }) => ({ scores: _.elemMatch(_.gt(80).and(_.neq(95))) }), []],
    [({ _ }) => ({ list: _.elemMatch({ k: 1, v: _.gt(4).and(_.lt(6)) }) }), ['c']],
    [({ _ }) => ({ list: _.elemMatch({ k: 1, v: _.gt(5).or(_.in([1, 2])) }) }), []],
    [({ _ }) => ({ list: _.elemMatch(_.or([{ k: 9 }, { v: _.gte(5) }]) as object) }), ['c']],
  ],
  'as documented; the SDK sends them in a form of its own, and what the cloud makes of that is not known',
)
finds(COMMANDS, 'size', 'docs', PEOPLE, [
  [({ _ }) => ({ tags: _.size(2) }), ['a']],
  [({ _ }) => ({ tags: _.size(0) }), ['c']],
])
finds(COMMANDS, 'regular expressions', 'docs', PEOPLE, [
  [() => ({ name: /^B/i }), ['c']],
  [() => ({ name: /小/ }), ['b']],
  [({ db }) => ({ name: db.RegExp({ regexp: '^an+$', options: 'i' }) }), ['a']],
  [({ db }) => ({ name: new db.RegExp({ regexp: 'O' }) }), []],
  [({ _, db }) => ({ name: _.or(db.RegExp({ regexp: '^A' }), /b$/) }), ['a', 'c']],
  [({ _ }) => ({ name: _.in([/^A/, 'bob']) }), ['a', 'c']],
  [() => ({ _id: /^[ab]$/ }), ['a', 'b']],
  [() => ({ tags: /^x/ }), ['a']],
  [({ db }) => ({ name: db.RegExp({ regexp: '(?i)^b' }) }), ['c']],
  [({ db }) => ({ name: db.RegExp({ regexp: 'a N n # twice', options: 'xi' }) }), ['a']],
])
finds(COMMANDS, 'expr', 'docs', NUMBERS, [[({ _, $ }) => _.expr($.gte(['$n', 2])) as object, ['b', 'c', 'd']]])
finds(
  COMMANDS,
  'jsonSchema',
  'sdk',
  PEOPLE,
  [
    [({ _ }) => _.jsonSchema({ required: ['at'] }) as object, ['c']],
    [({ _ }) => _.nor([_.jsonSchema({ required: ['at'] })]), ['a', 'b']],
    [({ _ }) => _.jsonSchema({ properties: { tags: { bsonType: 'array', maxItems: 1 } } }) as object, ['b', 'c']],
  ],
  'draft 4, all of its keywords but dependencies and references',
)
missing(
  COMMANDS,
  'text',
  'there are no text indexes; given a text alone, the SDK asks for everything',
  both(async ({ seeded, _ }) => {
    const asked = (await seeded([])).where(_.text({ search: 'life', diacriticSensitive: false }) as object).get()
    const { errMsg, message } = await failure(asked)
    expect(String(errMsg ?? message)).toContain('unknown top level operator: $search')
  }),
)
finds(COMMANDS, 'nested objects are paths', 'sdk', PEOPLE, [
  [() => ({ o: { p: { q: 2 } } }), ['b']],
  [({ _ }) => ({ o: { p: { q: _.lt(2) }, r: 2 } }), ['a']],
  [({ _ }) => ({ 'o.p': _.eq({ q: 1 }) }), ['a']],
  [() => ({ 'scores.1': 70 }), ['b']],
  [() => ({ 'list.v': 5 }), ['c']],
])
finds(COMMANDS, 'an empty object in a query is no condition', 'sdk', PEOPLE, [[() => ({ o: {} }), ['a', 'b', 'c']]])
finds(COMMANDS, 'null is null or missing', 'docs', PEOPLE, [
  [() => ({ nick: null }), ['a', 'b', 'c']],
  [({ _ }) => ({ nick: _.neq(null) }), []],
  [({ _ }) => ({ nick: _.eq(null).and(_.exists(true)) }), ['b']],
  [() => ({ 'o.r': null }), ['c']],
])
finds(COMMANDS, 'arrays: whole, and by an item', 'docs', PEOPLE, [
  [() => ({ tags: ['x', 'y'] }), ['a']],
  [() => ({ tags: ['y', 'x'] }), []],
  [() => ({ tags: 'y' }), ['a', 'b']],
  [() => ({ tags: [] }), ['c']],
])
finds(COMMANDS, 'dates', 'docs', PEOPLE, [
  [() => ({ at: at(1000) }), ['c']],
  [({ _ }) => ({ at: _.gt(at(999)).and(_.lte(at(1000))) }), ['c']],
  [({ _ }) => ({ at: _.or(at(5), at(1000)) }), ['c']],
  [({ _, db }) => ({ at: _.lt(db.serverDate()) }), ['c']],
  [({ _, db }) => ({ at: _.gt(db.serverDate({ offset: 1000 })) }), []],
])
item(
  COMMANDS,
  'texts compare by code point',
  'docs',
  both(async (sdk) => {
    const documents = [
      { _id: 'a', t: '\uffee' },
      { _id: 'b', t: '😀' },
    ]
    expect(await ids(sdk, documents, ({ _ }) => ({ t: _.lt('😀') }))).toEqual(['a'])
  }),
)
item(
  COMMANDS,
  'raw queries',
  'sdk',
  node(async ({ seeded }) => {
    const raw = (await seeded(NUMBERS)).options({ raw: true })
    const { data } = await raw.where({ n: { $type: 'string' } }).get()
    expect(data).toEqual([{ _id: 'd', n: '2' }])
    const { updated } = await raw.where({ n: { $gte: 2 } }).update({ $set: { n: 0 } })
    expect(updated).toBe(2)
  }),
)
item(
  COMMANDS,
  'operators that are unknown or wrong are errors',
  'assumed',
  both(async ({ seeded, _, name }) => {
    const collection = await seeded(NUMBERS)
    const loose = _ as unknown as Record<'mod' | 'in' | 'and' | 'or', (...of: unknown[]) => object>
    for (const [condition, words] of [
      [{ n: loose.mod([0, 1]) }, 'divisor cannot be 0'],
      [{ n: loose.in('1') }, '$in needs an array'],
      [loose.and([]), '$and/$or/$nor must be a nonempty array'],
      [loose.or([]), '$and/$or/$nor must be a nonempty array'],
      [{ n: loose.or([]) }, '$and/$or/$nor must be a nonempty array'],
    ] as const) {
      const error = await failure(collection.where(condition as object).get())
      expect(error).toMatchObject(name === 'node-sdk' ? { code: 'DATABASE_REQUEST_FAILED' } : { errCode: -502001 })
      expect(String(error.errMsg ?? error.message)).toContain(words)
    }
    for (const asked of [collection.limit(-1), collection.skip(-1)]) {
      expect((await failure(asked.get())).message).toContain('must not be negative')
    }
  }),
)

type Shapes = Record<'Point' | 'LineString' | 'Polygon', new (...parts: unknown[]) => object>
const box = (size: number, { db }: ServerSdk) => {
  const { Point, LineString, Polygon } = db.Geo as unknown as Shapes
  const corner = (x: number, y: number) => new Point(x * size, y * size)
  return new Polygon([new LineString([corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)])])
}
const geo = (type: string, coordinates: unknown) => ({ type, coordinates })
const PLACES = [
  { _id: 'far', at: geo('Point', [3, 3]) },
  { _id: 'near', at: geo('Point', [0.01, 0]) },
  { _id: 'here', at: geo('Point', [0, 0]) },
  {
    _id: 'line',
    at: geo('LineString', [
      [-9, 1],
      [9, 1],
    ]),
  },
  { _id: 'none', at: 'nowhere' },
]
const point = ({ db }: ServerSdk) => new db.Geo.Point(0, 0)

item(
  GEO,
  'geoNear: nearest first, distances in metres',
  'docs',
  both(async (sdk) => {
    const { _ } = sdk
    const places = PLACES.filter(({ _id }) => _id !== 'line')
    expect(await ids(sdk, places, () => ({ at: _.geoNear({ geometry: point(sdk) }) }))).toEqual(['here', 'near', 'far'])
    const within = { geometry: point(sdk), minDistance: 1000, maxDistance: 1200 }
    expect(await ids(sdk, places, () => ({ at: _.geoNear(within) }))).toEqual(['near'])
  }),
)
finds(GEO, 'geoWithin a polygon', 'docs', PLACES, [
  [(sdk) => ({ at: sdk._.geoWithin({ geometry: box(2, sdk) }) }), ['here', 'near']],
  [(sdk) => ({ at: sdk._.geoWithin({ geometry: box(10, sdk) }) }), ['far', 'here', 'line', 'near']],
])
finds(GEO, 'geoWithin a circle (centerSphere)', 'docs', PLACES, [
  [({ _ }) => ({ at: _.geoWithin({ centerSphere: [[0, 0], 2 / 6378.1] }) }), ['here', 'near']],
  [(sdk) => ({ at: sdk._.geoWithin({ centerSphere: [point(sdk), 1 / 6378.1] }) }), ['here']],
])
finds(GEO, 'geoIntersects', 'docs', PLACES, [
  [(sdk) => ({ at: sdk._.geoIntersects({ geometry: box(2, sdk) }) }), ['here', 'line', 'near']],
  [(sdk) => ({ at: sdk._.geoIntersects({ geometry: point(sdk) }) }), ['here']],
])
differs(
  GEO,
  'geo indexes',
  'docs',
  'none are needed and none are made: the cloud refuses geoNear without one',
  both(async (sdk) => {
    expect(await ids(sdk, PLACES, ({ _ }) => ({ at: _.geoNear({ geometry: point(sdk), maxDistance: 1 }) }))).toEqual([
      'here',
    ])
  }),
)

tabled(__filename)
