import { EJSON } from 'bson'
import fc from 'fast-check'
import { parseEjson, stringifyEjson } from './ejson'

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.constantFrom(0, -0, 2 ** 31, -(2 ** 31), 2 ** 31 - 1, 5e9, 2 ** 53, 1e300, 1.5),
    fc.boolean(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.stringMatching(/^[a-z一-龥]{1,4}$/), tie('value'), { maxKeys: 4 }),
}))

test('a timestamp in seconds is a date, one of two parts passes through', () => {
  expect(parseEjson('[{"$timestamp":86400},{"$timestamp":{"$numberInt":"1"}}]')).toEqual([
    new Date(864e5),
    new Date(1000),
  ])
  const two = '{"$timestamp":{"t":1,"i":2}}'
  expect(stringifyEjson(parseEjson(two))).toBe(two)
})

test('reads what the SDK writes, and the SDK reads what we write', () => {
  fc.assert(
    fc.property(value.object, (document) => {
      expect(parseEjson(EJSON.stringify(document, { relaxed: false }))).toEqual(document)
      expect(EJSON.parse(stringifyEjson(document))).toEqual(document)
    }),
  )
})

test('numbers take the canonical type of their size', () => {
  const text = stringifyEjson({ int: 7, long: 5_000_000_000, least: -(2 ** 31), double: 9.9, huge: 1e300, minus: -0 })
  expect(JSON.parse(text)).toEqual({
    int: { $numberInt: '7' },
    long: { $numberLong: '5000000000' },
    least: { $numberInt: '-2147483648' },
    double: { $numberDouble: '9.9' },
    huge: { $numberDouble: '1e+300' },
    minus: { $numberDouble: '-0.0' },
  })
})

test('server dates are the given time plus their offset', () => {
  const text = '{"a":{"$tcb_server_date":{"offset":{"$numberInt":"1000"}}},"b":[{"$tcb_server_date":{"offset":0}}]}'
  expect(parseEjson(text, 5000)).toEqual({ a: new Date(6000), b: [new Date(5000)] })
  expect(parseEjson('{"$date":{"offset":{"$numberInt":"-1000"}}}', 5000)).toEqual(new Date(4000))
})

test('dates come as long, number or ISO text; regular expressions keep their options', () => {
  const at = new Date(0)
  expect(parseEjson('[{"$date":{"$numberLong":"0"}},{"$date":0},{"$date":"1970-01-01T00:00:00Z"}]')).toEqual([
    at,
    at,
    at,
  ])
  const expression = '{"$regularExpression":{"pattern":"^a.b","options":"i"}}'
  expect(parseEjson(expression)).toEqual(/^a.b/i)
  expect(stringifyEjson(/^a.b/i)).toBe(expression)
})

test('an ObjectId is its hex text', () => {
  expect(parseEjson('{"_id":{"$oid":"507f1f77bcf86cd799439011"}}')).toEqual({ _id: '507f1f77bcf86cd799439011' })
})

test('types we know nothing about pass through', () => {
  const text = '{"b":{"$binary":{"base64":"AA==","subType":"00"}}}'
  expect(stringifyEjson(parseEjson(text))).toBe(text)
})
