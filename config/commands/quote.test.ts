import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../tasks/paths'
import { quoteCommand } from './quote'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintuan-quote-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const cart = (more: object = {}) => ({
  at: '2026-11-21T14:00:00+08:00',
  lines: [{ skuId: 'a', quantity: 2, priceFen: 1000 }],
  ...more,
})
function quote(content: unknown, ...args: string[]) {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  writeFileSync(join(folder, 'cart.json'), text)
  return quoteCommand(['--cart', 'cart.json', ...args], folder)
}
const coupon = (action: object, more: object = {}) => ({
  templates: [{ id: 't', name: '券', validity: { days: 1 }, action, ...more }],
  coupons: [{ id: 'c', templateId: 't' }],
})

test('the least there can be', () => {
  const { code, out } = quote(cart(), '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ goodsFen: 2000, totalFen: 2000, couponId: null, refundedFen: 0 })
})

test('a chosen coupon, and none', () => {
  const held = coupon({ code: 'fixed', args: { offFen: 100 } })
  expect(JSON.parse(quote(cart({ ...held, couponId: 'c' }), '--json').out).totalFen).toBe(1900)
  expect(JSON.parse(quote(cart({ ...held, couponId: null }), '--json').out).totalFen).toBe(2000)
})

test.each<[string, unknown, string]>([
  ['no object', [], 'cart.json:1:1: $: expected an object, found []'],
  ['nothing in it', {}, 'lines: expected a list, found nothing'],
  ['no JSON', '{', 'cart.json:1:2: expected a key in double quotes, found the end'],
  ['the same SKU twice', cart({ lines: [...cart().lines, ...cart().lines] }), 'lines[1].skuId: expected another skuId'],
  ['a moment without offset', cart({ at: '2026-11-21T14:00:00' }), 'at: expected a moment with offset'],
  ['an unknown action', cart(coupon({ code: 'lottery', args: {} })), 'action.code: expected one of "steps", "every"'],
  ['no action', cart(coupon(7 as never)), 'templates[0].action: expected an object with code and args, found 7'],
  [
    'an argument too many',
    cart(coupon({ code: 'fixed', args: { offFen: 1, of: 2 } })),
    'args.of: expected no other key than offFen, thresholdFen, found "of"',
  ],
  [
    'arguments that do not fit each other',
    cart(coupon({ code: 'every', args: { offFen: 2, thresholdFen: 1 } })),
    'templates[0].action.args: 减的比门槛还多',
  ],
  [
    'a list without anything',
    cart(coupon({ code: 'steps', args: { steps: [] } })),
    'args.steps: expected at least one, found []',
  ],
  [
    'an empty scope',
    cart(coupon({ code: 'fixed', args: { offFen: 1 } }, { scope: {} })),
    'scope: expected at least one SKU or category',
  ],
  [
    'validity both ways',
    cart(coupon({ code: 'fixed', args: { offFen: 1 } }, { validity: { days: 1, from: 1, to: 2 } })),
    'validity: expected no other key than days',
  ],
  [
    'validity backwards',
    cart(coupon({ code: 'fixed', args: { offFen: 1 } }, { validity: { from: 2, to: 2 } })),
    'validity.to: expected an end after the beginning, found 2',
  ],
  [
    'paid by nobody',
    cart(coupon({ code: 'fixed', args: { offFen: 1 } }, { paidBy: 'me' })),
    'paidBy: expected "platform" or {"leaderId": …}, found "me"',
  ],
  [
    'a coupon of no template',
    cart({ coupons: [{ id: 'c', templateId: 'x' }] }),
    'templateId: expected the id of one of',
  ],
  ['a choice that is not there', cart({ couponId: 'x' }), 'couponId: expected null or the id of one of the coupons'],
  ['a refund of no line', cart({ refunds: [{ skuId: 'x', pieces: 1 }] }), 'refunds[0].skuId: expected the skuId of'],
  [
    'a refund of too much',
    cart({
      refunds: [
        { skuId: 'a', pieces: 1 },
        { skuId: 'a', pieces: 2 },
      ],
    }),
    'refunds[1].pieces: expected at most the 1 pieces left, found 2',
  ],
  [
    'more than is exact',
    cart({
      lines: [...Array(1000).keys()].map((i) => ({ skuId: `s${i}`, quantity: 9999, priceFen: 1_000_000_000 })),
    }),
    'cart.json: amount must be a safe integer',
  ],
])('%s: nothing on stdout, exit code 2', (_case, content, message) => {
  const { code, out, error } = quote(content)
  expect(error).toContain(message)
  expect([code, out]).toEqual([2, ''])
})

test('ten problems are told, the rest counted', () => {
  const lines = [...Array(12).keys()].map((i) => ({ skuId: `s${i}`, quantity: 0, priceFen: 1 }))
  const told = quote(cart({ lines })).error.split('\n')
  expect(told).toHaveLength(11)
  expect(told[10]).toBe('… and 2 more')
})

test.each([
  [[], '--cart FILE is missing'],
  [['--cart'], '--cart needs a file'],
  [['--cart', '--json'], '--cart needs a file'],
  [['--cart', 'a', '--cart=b'], '--cart is there twice'],
  [['--cart', 'a', 'b'], 'unknown argument b'],
])('%j: %s, and the usage', (args, message) => {
  const { code, error } = quoteCommand(args, folder)
  expect(code).toBe(2)
  expect(error).toBe(`${message}\nusage: npm run quote -- --cart FILE.json [--json]`)
})

test('a file that is not there, or not text', () => {
  expect(quoteCommand(['--cart=none.json'], folder)).toEqual({ code: 2, out: '', error: 'none.json: no such file' })
  writeFileSync(join(folder, 'bytes.json'), Buffer.from([0xff, 0xfe]))
  expect(quoteCommand(['--cart', 'bytes.json'], folder).error).toBe('bytes.json:1: expected UTF-8 text')
})

test('as it is typed', () => {
  writeFileSync(join(folder, 'typed.json'), JSON.stringify(cart()))
  const out = execFileSync(
    process.execPath,
    ['config/tasks/bootstrap.mjs', 'quote', '--cart', 'typed.json', '--json'],
    {
      cwd: root,
      env: { ...process.env, LINTUAN_CWD: folder },
      encoding: 'utf8',
    },
  )
  expect(JSON.parse(out).totalFen).toBe(2000)
})
