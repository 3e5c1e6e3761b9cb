import { clouds, type ServerSdk } from './clouds'
import { item, missing, tabled } from './item'

const { both } = clouds()
const AREA = 'Database: aggregation operators'

/** Operators as `db.command.aggregate` has them. */
type Operators = { [Name in keyof ServerSdk['$']]: (operand: unknown) => unknown }
type Values = Record<string, unknown>
type Pipeline = {
  project(fields: object): Pipeline
  group(fields: object): Pipeline
  end(): Promise<{ list?: Values[]; data?: Values[] }>
}

const DOCUMENT: Values = {
  ...{
    _id: 1,
    n: -3,
    f: 2.5,
    s: 'Ab汉字',
    e: '',
    l: [3, 1, 2],
    o: { a: 1, b: 'x' },
    ll: [
      { k: 'a', v: 1 },
      { k: 'b', v: 2 },
    ],
  },
  ...{ t: true, nil: null, at: new Date('2024-03-05T18:07:08.009Z'), words: ['b', 'a', 'b'] },
}

async function evaluated(sdk: ServerSdk, expression: unknown): Promise<unknown> {
  const collection = (await sdk.seeded([DOCUMENT])) as unknown as { aggregate(): Pipeline }
  const { list, data } = await collection.aggregate().project({ _id: 0, value: expression }).end()
  return (list ?? data)?.[0]?.value
}

type Case = [expression: ($: Operators) => unknown, value: unknown]

/** Each expression, over the document above, has the value beside it; an Error beside it is what it fails with. */
function operators(names: string, ...cases: Case[]): void {
  item(
    AREA,
    names,
    'docs',
    both(async (sdk) => {
      for (const [expression, value] of cases) {
        const result = evaluated(sdk, expression(sdk.$ as unknown as Operators))
        if (value instanceof Error) await expect(result).rejects.toThrow(value.message)
        else expect(await result).toEqual(value)
      }
    }),
  )
}

const fails = (text: string) => new Error(text)

/** A property `then`, without an object that looks like a promise where it is written. */
const branch = (test: unknown, result: unknown) =>
  Object.fromEntries([
    ['case', test],
    ['then', result],
  ])
const when = (test: unknown, ...results: unknown[]) =>
  Object.fromEntries(['if', 'then', 'else'].slice(0, results.length + 1).map((key, i) => [key, [test, ...results][i]]))

operators(
  'abs, ceil, floor, trunc, sqrt, exp, ln, log, log10, pow',
  [($) => $.abs('$n'), 3],
  [($) => $.abs('$nil'), null],
  [($) => $.abs('$missing'), null],
  [($) => $.abs('$s'), fails('$abs only supports numeric types, not string')],
  [($) => $.ceil('$f'), 3],
  [($) => $.floor('$f'), 2],
  [($) => $.trunc(-2.7), -2],
  [($) => $.sqrt(16), 4],
  [($) => $.sqrt('$n'), fails("$sqrt's argument must be greater than or equal to 0")],
  [($) => $.exp(0), 1],
  [($) => $.ln(1), 0],
  [($) => $.ln(0), fails("$ln's argument must be a positive number, but is 0")],
  [($) => $.log([8, 2]), 3],
  [($) => $.log([8, 1]), fails("$log's base must be a positive number not equal to 1, but is 1")],
  [($) => $.log10(1000), 3],
  [($) => $.pow([2, 10]), 1024],
  [($) => $.pow([0, -1]), fails('$pow cannot take a base of 0 and a negative exponent')],
)

operators(
  'add, subtract, multiply, divide, mod',
  [($) => $.add(['$n', '$f', 1]), 0.5],
  [($) => $.add(['$n', '$missing']), null],
  [($) => $.add(['$at', 1000]), new Date('2024-03-05T18:07:09.009Z')],
  [($) => $.add(['$at', '$at']), fails('only one date allowed in an $add expression')],
  [($) => $.add(['$n', '$s']), fails('$add only supports numeric or date types, not string')],
  [($) => $.subtract(['$n', 2]), -5],
  [($) => $.subtract(['$at', new Date('2024-03-05T18:07:08.000Z')]), 9],
  [($) => $.subtract(['$at', 9]), new Date('2024-03-05T18:07:08.000Z')],
  [($) => $.subtract(['$n', '$s']), fails('$subtract')],
  [($) => $.multiply(['$n', '$f']), -7.5],
  [($) => $.multiply(['$n', '$t']), fails('$multiply only supports numeric types, not bool')],
  [($) => $.divide(['$n', 2]), -1.5],
  [($) => $.divide(['$n', 0]), fails("can't $divide by zero")],
  [($) => $.mod(['$n', 2]), -1],
  [($) => $.mod(['$n', 0]), fails("can't $mod by zero")],
)

operators(
  'arrayElemAt, arrayToObject, concatArrays, objectToArray, reverseArray, size, slice',
  [($) => $.arrayElemAt(['$l', 0]), 3],
  [($) => $.arrayElemAt(['$l', -1]), 2],
  [($) => $.arrayElemAt(['$l', 9]), undefined],
  [($) => $.arrayElemAt(['$n', 0]), fails("$arrayElemAt's first argument must be an array, but is int")],
  [($) => $.arrayToObject('$ll'), { a: 1, b: 2 }],
  [
    ($) =>
      $.arrayToObject([
        [
          ['x', 1],
          ['y', 2],
        ],
      ]),
    { x: 1, y: 2 },
  ],
  [
    ($) => $.objectToArray('$o'),
    [
      { k: 'a', v: 1 },
      { k: 'b', v: 'x' },
    ],
  ],
  [($) => $.concatArrays(['$l', [9], '$l']), [3, 1, 2, 9, 3, 1, 2]],
  [($) => $.concatArrays(['$l', '$missing']), null],
  [($) => $.concatArrays(['$l', '$n']), fails('$concatArrays only supports arrays, not int')],
  [($) => $.reverseArray('$l'), [2, 1, 3]],
  [($) => $.size('$l'), 3],
  [($) => $.size('$missing'), fails('The argument to $size must be an array, but was of type: missing')],
  [($) => $.slice(['$l', 2]), [3, 1]],
  [($) => $.slice(['$l', -2]), [1, 2]],
  [($) => $.slice(['$l', 1, 5]), [1, 2]],
  [($) => $.slice(['$l', -2, 1]), [1]],
  [($) => $.slice(['$l', 1, 0]), fails('Third argument to $slice must be positive')],
)

operators(
  'filter, map, reduce, in, indexOfArray, isArray, range, zip',
  [($) => $.filter({ input: '$l', as: 'x', cond: $.gte(['$$x', 2]) }), [3, 2]],
  [($) => $.filter({ input: '$ll', cond: $.eq(['$$this.v', 1]) }), [{ k: 'a', v: 1 }]],
  [($) => $.filter({ input: '$n', as: 'x', cond: true }), fails('input to $filter must be an array not int')],
  [($) => $.map({ input: '$l', as: 'x', in: $.multiply(['$$x', '$n']) }), [-9, -3, -6]],
  [($) => $.map({ input: '$ll', as: 'x', in: '$$x.none' }), [null, null]],
  [($) => $.reduce({ input: '$l', initialValue: '', in: $.concat(['$$value', $.substr(['$$this', 0, -1])]) }), '312'],
  [($) => $.in([1, '$l']), true],
  [($) => $.in([9, '$l']), false],
  [($) => $.in([1, '$n']), fails('$in requires an array as a second argument, found: int')],
  [($) => $.indexOfArray(['$words', 'b']), 0],
  [($) => $.indexOfArray(['$words', 'b', 1]), 2],
  [($) => $.indexOfArray(['$words', 'b', 1, 2]), -1],
  [($) => $.isArray('$l'), true],
  [($) => $.isArray(['$n']), false],
  [($) => $.range([0, 10, 4]), [0, 4, 8]],
  [($) => $.range([3, 0, -1]), [3, 2, 1]],
  [($) => $.range([0, 3, 0]), fails('$range requires a non-zero step value')],
  [
    ($) => $.zip({ inputs: ['$l', '$words'] }),
    [
      [3, 'b'],
      [1, 'a'],
      [2, 'b'],
    ],
  ],
  [
    ($) => $.zip({ inputs: ['$l', ['x']], useLongestLength: true, defaults: [0, '-'] }),
    [
      [3, 'x'],
      [1, '-'],
      [2, '-'],
    ],
  ],
)

operators(
  'and, or, not',
  [($) => $.and(['$t', '$l', '$e']), true],
  [($) => $.and(['$t', 0]), false],
  [($) => $.and([]), true],
  [($) => $.or(['$nil', '$missing', false]), false],
  [($) => $.or(['$nil', 'x']), true],
  [($) => $.not('$nil'), true],
  [($) => $.not(['$n']), false],
)

operators(
  'cmp, eq, neq, gt, gte, lt, lte (types in their order)',
  [($) => $.cmp(['$n', '$f']), -1],
  [($) => $.cmp(['x', 5]), 1],
  [($) => $.eq(['$l', [3, 1, 2]]), true],
  [($) => $.eq(['$nil', '$missing']), false],
  [($) => $.eq(['$o', { a: 1, b: 'x' }]), true],
  [($) => $.neq(['$n', -3]), false],
  [($) => $.gt(['$missing', '$nil']), false],
  [($) => $.lt(['$missing', '$nil']), true],
  [($) => $.gt(['😀', '\uffee']), true],
  [($) => $.gte(['$at', '$at']), true],
  [($) => $.lte([true, 'text']), false],
)

operators(
  'cond, ifNull, switch',
  [($) => $.cond(when($.gt(['$f', 2]), 'more', 'less')), 'more'],
  [($) => $.cond(['$nil', 1, 2]), 2],
  [($) => $.cond(when(true, 1)), fails("Missing 'else' parameter to $cond")],
  [($) => $.ifNull(['$missing', 'none']), 'none'],
  [($) => $.ifNull(['$e', 'none']), ''],
  [
    ($) =>
      $.switch({
        branches: [branch('$nil', 1), branch('$t', 2)],
      }),
    2,
  ],
  [($) => $.switch({ branches: [branch('$nil', 1)], default: 3 }), 3],
  [
    ($) => $.switch({ branches: [branch('$nil', 1)] }),
    fails('$switch could not find a matching branch for an input, and no default was specified.'),
  ],
)

operators(
  'year, month, dayOfMonth, hour, minute, second, millisecond',
  [($) => $.year('$at'), 2024],
  [($) => $.month('$at'), 3],
  [($) => $.dayOfMonth('$at'), 5],
  [($) => $.hour('$at'), 18],
  [($) => $.minute('$at'), 7],
  [($) => $.second('$at'), 8],
  [($) => $.millisecond('$at'), 9],
  [($) => $.year('$missing'), null],
  [($) => $.year('$s'), fails("can't convert from BSON type string to Date")],
)

operators(
  'dayOfWeek, dayOfYear, week, isoDayOfWeek, isoWeek, isoWeekYear',
  [($) => $.dayOfWeek('$at'), 3],
  [($) => $.dayOfYear('$at'), 65],
  [($) => $.week('$at'), 9],
  [($) => $.isoDayOfWeek('$at'), 2],
  [($) => $.isoWeek('$at'), 10],
  [($) => $.isoWeekYear('$at'), 2024],
  [($) => $.isoWeek(new Date('2021-01-03T00:00:00Z')), 53],
  [($) => $.isoWeekYear(new Date('2021-01-03T00:00:00Z')), 2020],
  [($) => $.week(new Date('2021-01-02T00:00:00Z')), 0],
  [($) => $.week(new Date('2021-01-03T00:00:00Z')), 1],
)

operators(
  'date operators with time zones, by name and by offset',
  [($) => $.dayOfMonth({ date: '$at', timezone: 'Asia/Shanghai' }), 6],
  [($) => $.hour({ date: '$at', timezone: '+08:00' }), 2],
  [($) => $.hour({ date: '$at', timezone: '-0330' }), 14],
  [($) => $.minute({ date: '$at', timezone: '-0330' }), 37],
  [($) => $.hour({ date: '$at', timezone: 'America/New_York' }), 13],
  [($) => $.hour({ date: new Date('2024-07-01T12:00:00Z'), timezone: 'America/New_York' }), 8],
  [($) => $.isoWeek({ date: new Date('2024-03-10T18:00:00Z'), timezone: 'Asia/Shanghai' }), 11],
  [($) => $.hour({ date: '$at', timezone: 'Mars/Base' }), fails('unrecognized time zone identifier: "Mars/Base"')],
  [($) => $.hour({ date: '$at', timezone: '$nil' }), null],
)

operators(
  'dateToString',
  [($) => $.dateToString({ date: '$at' }), '2024-03-05T18:07:08.009Z'],
  [
    ($) => $.dateToString({ date: '$at', format: '%Y-%m-%d %H:%M:%S.%L', timezone: 'Asia/Shanghai' }),
    '2024-03-06 02:07:08.009',
  ],
  [
    ($) => $.dateToString({ date: '$at', format: '%j %u %w %U %V %G %z %Z %%', timezone: '+0530' }),
    '065 2 3 09 10 2024 +0530 +330 %',
  ],
  [($) => $.dateToString({ date: '$missing', format: '%Y', onNull: 'never' }), 'never'],
  [($) => $.dateToString({ date: '$missing', format: '%Y' }), null],
  [($) => $.dateToString({ date: '$at', format: '%q' }), fails("Invalid format character '%q' in format string")],
)

operators(
  'dateFromString',
  [($) => $.dateFromString({ dateString: '2024-03-05T18:07:08.009Z' }), DOCUMENT.at],
  [($) => $.dateFromString({ dateString: '2024-03-06T02:07:08.009', timezone: 'Asia/Shanghai' }), DOCUMENT.at],
  [($) => $.dateFromString({ dateString: '2024-03-06' }), new Date('2024-03-06T00:00:00Z')],
  [($) => $.dateFromString({ dateString: '2024-03-06 02:07:08+08:00' }), new Date('2024-03-05T18:07:08Z')],
  [($) => $.dateFromString({ dateString: '06.03.2024', format: '%d.%m.%Y' }), new Date('2024-03-06T00:00:00Z')],
  [($) => $.dateFromString({ dateString: '2024-02-30' }), fails("Error parsing date string '2024-02-30'")],
  [($) => $.dateFromString({ dateString: 'soon', onError: 'unclear' }), 'unclear'],
  [($) => $.dateFromString({ dateString: '$missing', onNull: new Date(0) }), new Date(0)],
)

operators(
  'dateFromParts',
  [
    ($) => $.dateFromParts({ year: 2024, month: 3, day: 5, hour: 18, minute: 7, second: 8, millisecond: 9 }),
    DOCUMENT.at,
  ],
  [
    ($) => $.dateFromParts({ year: 2017, month: 2, day: 8, hour: 12, timezone: 'America/New_York' }),
    new Date('2017-02-08T17:00:00Z'),
  ],
  [($) => $.dateFromParts({ year: 2024 }), new Date('2024-01-01T00:00:00Z')],
  [($) => $.dateFromParts({ year: 2024, month: 14, day: 0 }), new Date('2025-01-31T00:00:00Z')],
  [($) => $.dateFromParts({ isoWeekYear: 2020, isoWeek: 53, isoDayOfWeek: 7 }), new Date('2021-01-03T00:00:00Z')],
  [($) => $.dateFromParts({ year: '$missing' }), null],
  [($) => $.dateFromParts({ year: 'x' }), fails("'year' must evaluate to an integer, found string with value")],
)

operators(
  'literal, let, system variables',
  [($) => $.literal('$n'), '$n'],
  [($) => $.literal({ $add: [1, 2] }), { $add: [1, 2] }],
  [($) => $.let({ vars: { a: '$n', b: 5 }, in: $.add(['$$a', '$$b']) }), 2],
  [($) => $.let({ vars: { a: 1 }, in: $.let({ vars: { a: 2, b: '$$a' }, in: ['$$a', '$$b'] }) }), [2, 1]],
  [() => '$$ROOT.o.a', 1],
  [() => '$$nobody', fails('Use of undefined variable: nobody')],
  [($) => $.cond([true, '$$REMOVE', 1]), undefined],
)

operators(
  'mergeObjects',
  [($) => $.mergeObjects(['$o', { b: 2, c: 3 }]), { a: 1, b: 2, c: 3 }],
  [($) => $.mergeObjects(['$nil', '$o']), { a: 1, b: 'x' }],
  [($) => $.mergeObjects(['$o', '$n']), fails('$mergeObjects requires object inputs, but input -3 is of type int')],
)

operators(
  'allElementsTrue, anyElementTrue, setDifference, setEquals, setIntersection, setIsSubset, setUnion',
  [($) => $.allElementsTrue(['$l']), true],
  [($) => $.allElementsTrue([[true, 0]]), false],
  [($) => $.anyElementTrue([[null, 0]]), false],
  [($) => $.anyElementTrue(['$words']), true],
  [($) => $.setDifference(['$words', ['a']]), ['b']],
  [($) => $.setEquals(['$words', ['a', 'b']]), true],
  [($) => $.setIntersection(['$l', [2, 3, 4]]), [2, 3]],
  [($) => $.setIsSubset([[1, 1], '$l']), true],
  [($) => $.setUnion(['$words', ['c', 'a']]), ['a', 'b', 'c']],
  [($) => $.setUnion(['$words', '$nil']), null],
  [
    ($) => $.setUnion(['$words', '$n']),
    fails('All operands of $setUnion must be arrays. One argument is of type: int'),
  ],
  [
    ($) => $.setIsSubset(['$nil', '$l']),
    fails('both operands of $setIsSubset must be arrays. First argument is of type: null'),
  ],
)

operators(
  'concat, split, toLower, toUpper, strcasecmp',
  [($) => $.concat(['$s', '-', '$e']), 'Ab汉字-'],
  [($) => $.concat(['$s', '$missing']), null],
  [($) => $.concat(['$s', '$n']), fails('$concat only supports strings, not int')],
  [($) => $.split(['a,b,,c', ',']), ['a', 'b', '', 'c']],
  [
    ($) => $.split(['$n', ',']),
    fails('$split requires an expression that evaluates to a string as a first argument, found: int'),
  ],
  [($) => $.split(['$s', '']), fails('$split requires a non-empty separator')],
  [($) => $.toLower('$s'), 'ab汉字'],
  [($) => $.toUpper('$nil'), ''],
  [($) => $.toUpper('straße'), 'STRAßE'],
  [($) => $.strcasecmp(['AB', 'ab']), 0],
  [($) => $.strcasecmp(['a', 'b']), -1],
  [($) => $.strcasecmp(['$l', 'b']), fails("can't convert from BSON type array to String")],
)

operators(
  'indexOfBytes, indexOfCP, strLenBytes, strLenCP, substr, substrBytes, substrCP',
  [($) => $.indexOfBytes(['$s', '字']), 5],
  [($) => $.indexOfCP(['$s', '字']), 3],
  [($) => $.indexOfCP(['aXbX', 'X', 2]), 3],
  [($) => $.indexOfCP(['aXbX', 'X', 2, 3]), -1],
  [($) => $.indexOfBytes(['$missing', 'x']), null],
  [($) => $.indexOfBytes(['$n', 'x']), fails('$indexOfBytes requires a string as the first argument, found: int')],
  [($) => $.strLenBytes('$s'), 8],
  [($) => $.strLenCP('$s'), 4],
  [($) => $.strLenCP('😀'), 1],
  [($) => $.strLenCP('$missing'), fails('$strLenCP requires a string argument, found: missing')],
  [($) => $.substr(['$s', 0, 2]), 'Ab'],
  [($) => $.substr(['$s', 2, -1]), '汉字'],
  [($) => $.substr(['$n', 0, 1]), '-'],
  [($) => $.substrBytes(['$s', 0, 3]), fails('ending index is in the middle of a UTF-8 character')],
  [($) => $.substrBytes(['$s', 3, 3]), fails('starting index is a UTF-8 continuation byte')],
  [($) => $.substrCP(['$s', 2, 1]), '汉'],
  [($) => $.substrCP(['$s', 9, 1]), ''],
)

item(
  AREA,
  'accumulators: addToSet, avg, first, last, max, min, push, stdDevPop, stdDevSamp, sum, mergeObjects',
  'docs',
  both(async (sdk) => {
    const $ = sdk.$ as unknown as Operators
    const collection = (await sdk.seeded([
      ...[
        { _id: 1, v: 4, o: { a: 1 } },
        { _id: 2, v: 'x' },
        { _id: 3, o: { a: 2, b: 3 } },
        { _id: 4, v: 8 },
        { _id: 5, v: 4 },
        { _id: 6, v: null },
      ],
    ])) as unknown as { aggregate(): Pipeline }
    const { list, data } = await collection
      .aggregate()
      .group({
        _id: null,
        ...{
          set: $.addToSet('$v'),
          all: $.push('$v'),
          avg: $.avg('$v'),
          sum: $.sum('$v'),
          first: $.first('$v'),
          last: $.last('$v'),
        },
        ...{
          max: $.max('$v'),
          min: $.min('$v'),
          pop: $.stdDevPop('$v'),
          samp: $.stdDevSamp('$v'),
          merged: $.mergeObjects('$o'),
        },
        ...{ none: $.avg('$zz'), missing: $.first('$zz'), nothing: $.sum('$zz') },
      })
      .end()
    expect(list ?? data).toEqual([
      {
        _id: null,
        ...{
          set: [4, 'x', 8, null],
          all: [4, 'x', 8, 4, null],
          avg: 16 / 3,
          sum: 16,
          first: 4,
          last: null,
          max: 'x',
          min: 4,
        },
        ...{
          pop: Math.sqrt(32 / 9),
          samp: Math.sqrt(16 / 3),
          merged: { a: 2, b: 3 },
          none: null,
          missing: null,
          nothing: 0,
        },
      },
    ])
  }),
)

operators(
  'sum, avg, max, min, stdDevPop, stdDevSamp over arguments or a list',
  [($) => $.sum(['$n', '$f', '$s']), -0.5],
  [($) => $.sum('$l'), 6],
  [($) => $.avg('$l'), 2],
  [($) => $.avg('$words'), null],
  [($) => $.max(['$n', '$f', '$missing']), 2.5],
  [($) => $.min('$l'), 1],
  [($) => $.stdDevPop('$l'), Math.sqrt(2 / 3)],
  [($) => $.stdDevSamp([4]), null],
)

operators(
  'paths through lists, numbers of arguments',
  [() => '$ll.k', ['a', 'b']],
  [() => '$ll.none', []],
  [() => '$l.0', []],
  [() => '$o.a.b', undefined],
  [($) => $.abs([1, 2]), fails('Expression $abs takes exactly 1 arguments. 2 were passed in.')],
  [($) => $.slice(['$l']), fails('Expression $slice takes at least 2 arguments, and at most 3, but 1 were passed in.')],
  [() => ({ $add: [1], $abs: 1 }), fails('an object representing an expression must have exactly one field')],
)

/** MongoDB's operators that the SDK has no function for, written as objects. */
operators(
  'as objects: type, convert, toString, toInt, toDouble, toBool, toDate, trim, ltrim, rtrim, round, regexMatch',
  [() => ({ $type: '$at' }), 'date'],
  [() => ({ $type: '$missing' }), 'missing'],
  [() => ({ $toString: '$n' }), '-3'],
  [() => ({ $toInt: '12' }), 12],
  [() => ({ $toInt: '12.5' }), fails("Failed to parse number '12.5' in $convert with no onError value")],
  [() => ({ $convert: { input: 'x', to: 'int', onError: -1 } }), -1],
  [() => ({ $toDouble: '1.5' }), 1.5],
  [() => ({ $toBool: '$e' }), true],
  [() => ({ $toDate: '2024-03-05T18:07:08.009Z' }), DOCUMENT.at],
  [() => ({ $trim: { input: '  x ' } }), 'x'],
  [() => ({ $ltrim: { input: 'xxyx', chars: 'x' } }), 'yx'],
  [() => ({ $rtrim: { input: 'xyx', chars: 'x' } }), 'xy'],
  [() => ({ $round: [2.345, 2] }), 2.34],
  [() => ({ $round: 2.5 }), 2],
  [() => ({ $regexMatch: { input: '$s', regex: '^aB', options: 'i' } }), true],
)

missing(
  AREA,
  'meta, and operators of MongoDB that the SDK has no function for beyond those named here',
  'refused by name',
  both(async (sdk) => {
    await expect(evaluated(sdk, { $meta: 'textScore' })).rejects.toThrow("Unrecognized expression '$meta'")
    await expect(evaluated(sdk, { $sin: 1 })).rejects.toThrow("Unrecognized expression '$sin'")
  }),
)

tabled(__filename)
