import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attributeCommand } from './attribute'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintuan-attribute-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const at = '2026-11-01T12:00:00+08:00'
const order = { type: 'order', at, orderId: 'o', personId: 'p', leaderId: 'l' }
const paid = { type: 'paid', at, orderId: 'o', goodsFen: 2000 }
function attribute(lines: (object | string)[], ...args: string[]) {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
  writeFileSync(join(folder, 'e.jsonl'), text)
  return attributeCommand(['--events', 'e.jsonl', ...args], folder)
}

test('lines in any order, empty lines and Windows line ends', () => {
  const { code, out } = attribute([`\uFEFF${JSON.stringify(paid)}\r`, '', order, ''], '--json')
  expect(code).toBe(0)
  expect(out.split('\n').map((line) => JSON.parse(line))).toMatchObject([
    { kind: 'order', orderId: 'o', effective: true },
    { kind: 'person', personId: 'p', leaderId: 'l', newCustomer: { orderId: 'o' } },
    { total: true, orders: 1, people: 1 },
  ])
})

test('no events are no mistake', () => {
  expect(attribute([''], '--json').out).toBe('{"total":true,"orders":0,"people":0}')
})

test.each<[string, (object | string)[], string]>([
  ['no JSON', [order, '{"type": }'], 'e.jsonl:2:10: expected a JSON value, found "}"'],
  ['no object', ['7'], 'e.jsonl:1:1: $: expected an object with a type, found 7'],
  ['no type', ['{"at": 1}'], 'e.jsonl:1:1: type: expected one of "leader", "profile"'],
  ['an unknown type', [order, '', { ...order, type: 'gift' }], 'e.jsonl:3:9: type: expected one of'],
  ['a field too many', [{ ...order, x: 1 }], 'x: expected no other key than type, at, orderId, personId, leaderId'],
  ['half a fen', [order, { ...paid, goodsFen: 0.5 }], 'goodsFen: expected a whole number of fen from 0'],
  ['a moment without offset', [{ ...order, at: '2026-11-01T12:00:00' }], 'at: expected a moment with offset'],
  ['a payment of no order', ['', paid], 'e.jsonl:2:1: there is no order o before it'],
  ['two orders with one id', [order, { ...order, personId: 'q' }], 'e.jsonl:2:1: another order has the id o'],
])('%s: nothing on stdout, exit code 2', (_case, lines, message) => {
  const { code, out, error } = attribute(lines)
  expect(error).toContain(message)
  expect([code, out]).toEqual([2, ''])
})

test('the usage', () => {
  expect(attributeCommand(['--cart', 'x'], folder).error).toBe(
    'unknown argument --cart\nusage: npm run attribute -- --events FILE.jsonl [--json]',
  )
})
