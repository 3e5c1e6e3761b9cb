import fc from 'fast-check'
import { MalformedInput, readJson } from './json'

const read = (text: string) => readJson(text, 'f.json')

test('reads what JSON.parse reads', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(undefined, 2, '\t'), (json, indent) => {
      const text = JSON.stringify(JSON.parse(json), null, indent)
      expect(read(text).value).toEqual(JSON.parse(text))
    }),
  )
})

test('refuses what JSON.parse refuses', () => {
  const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"b"', '1', '-', '01', 'true', 'nul', ' ', '\n')
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const text = parts.join('')
      let fine = true
      try {
        JSON.parse(text)
      } catch {
        fine = false
      }
      if (!fine) expect(() => read(text)).toThrow(MalformedInput)
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['', 'f.json:1:1: expected a JSON value, found the end'],
  ['{"a": 1,}', 'f.json:1:9: expected a key in double quotes, found "}"'],
  ['{\n  "a": 1\n  "b": 2\n}', 'f.json:3:3: expected "," or "}", found "\\"b\\": 2"'],
  ['{"a" 1}', 'f.json:1:6: expected ":", found "1}"'],
  ['[1, 2', 'f.json:1:6: expected "," or "]", found the end'],
  ['{"a": 1, "a": 2}', 'f.json:1:10: expected the key "a" once, found "\\"a\\": 2}"'],
  ['"a\nb"', 'f.json:1:1: expected a text closed by a double quote on the same line, found "\\"a"'],
  [
    '"\\x"',
    'f.json:1:1: expected a text without control characters and with escapes of JSON only, found "\\"\\\\x\\""',
  ],
  ['1 2', 'f.json:1:3: expected the end of the JSON value, found "2"'],
  ['\uFEFF{]', 'f.json:1:2: expected a key in double quotes, found "]"'],
  [`${'['.repeat(70)}`, 'f.json:1:66: expected no more than 64 levels, found "[[[[["'],
])('%j: %s', (text, message) => {
  expect(() => read(text)).toThrow(message)
})

test('remembers where everything stood', () => {
  const { where } = readJson('{\n  "a": [1,\n    {"b": 2}]\n}', 'f.json', 10)
  expect(where([])).toBe('f.json:10:1')
  expect(where(['a'])).toBe('f.json:11:8')
  expect(where(['a', 1, 'b'])).toBe('f.json:12:11')
  expect(where(['a', 1, 'missing', 'deeper'])).toBe('f.json:12:5')
})

test('a byte order mark is no character of the first line', () => {
  expect(read('\uFEFF{"a": 1}').value).toEqual({ a: 1 })
  expect(read('\uFEFF{"a": 1}').where(['a'])).toBe('f.json:1:7')
})
