import type { Document } from '../database/types'
import { covers } from './covers'
import { evaluate, type Identity, type RuleContext } from './evaluate'
import { parseExpression } from './parse'

const doc = {
  owner: 'o-1',
  public: false,
  n: 2,
  at: new Date(50),
  team: { members: ['u-1', 'u-2'] },
  rights: { 'u-1': 3 },
  shop: 's1',
  constructor: 'x',
}
// biome-ignore lint/suspicious/noTemplateCurlyInString: rules have templates of their own
const KEEPERS = 'auth.openid in get(`database.shops.${doc.shop}`).keepers'
const ming: Identity = { openid: 'o-1', uid: 'u-1', loginType: 'USERNAME' }
const stored: Record<string, Document> = {
  'shops/s1': { _id: 's1', keepers: ['o-1'], next: 'database.shops.s2' },
  'shops/s2': { _id: 's2', open: true },
}

function context(more: Partial<RuleContext> = {}): RuleContext {
  return { auth: ming, doc, now: 100, read: (collection, id) => stored[`${collection}/${id}`], ...more }
}
const value = (rule: string, more: Partial<RuleContext> = {}) => evaluate(parseExpression(rule), context(more))
const holds = (rule: string, more: Partial<RuleContext> = {}) => value(rule, more) === true

test.each([
  ['doc.owner == auth.openid', true],
  ['doc.owner != auth.openid', false],
  ['doc.owner === auth.openid', true],
  ['doc.public == true || doc.owner == "o-1"', true],
  ['doc.public && doc.n == 2', false],
  ['!doc.public && !(doc.n == 3)', true],
  ['auth.uid in doc.team.members', true],
  ['doc.n in [1, 2, 3]', true],
  ["doc.owner in ['a', 'b']", false],
  ['(doc.public || doc.n == 2) && doc.n != -1.5', true],
  ['doc.public == true || doc.n == 2 && doc.owner == "nobody"', false],
  ['doc.missing == null', true],
  ['doc.missing == undefined', true],
  ['doc.toString == null', true],
  ['doc.missing.deeper == null', true],
  ['doc.owner', false],
  ['true', true],
  ['auth != null', true],
  ["auth.loginType != 'ANONYMOUS'", true],
  ['doc.n > 1 && doc.n >= 2 && doc.n < 3 && doc.n <= 2', true],
  ['doc.n > "1"', false],
  ['doc.at < now', true],
  ['doc.at == 50', true],
  ['1 + 2 * 3 - 4 / 2 == 5', true],
  ['7 % 4 == 3 && -doc.n == -2', true],
  ['(1 + 2) * 3 == 9', true],
  ['10 - 2 - 3 == 5', true],
  ['"a" + "b" == "ab"', true],
  ['doc.owner * 2 == doc.owner * 2', false],
  ['doc["n"] == 2 && doc.team["members"][1] == "u-2"', true],
  ['doc.rights[auth.uid] >= 3', true],
  ["get('database.shops.s1').keepers[0] == 'o-1'", true],
  [KEEPERS, true],
  ["get(get('database.shops.s1').next).open", true],
  ["get('database.shops.none') == null", true],
  ["get('shops.s1') == null", true],
])('%s is %s', (rule, expected) => {
  expect(holds(rule)).toBe(expected)
})

test('an operator binds as in JavaScript', () => {
  expect(value('1 + 2 == 3 && 2 < 3 || false')).toBe(true)
  expect(value('true || false && false')).toBe(true)
})

test('nobody equals nothing, not even an absent field or another nobody', () => {
  const nobody = { auth: {} }
  expect(holds('doc.missing == auth.openid', nobody)).toBe(false)
  expect(holds('auth.openid == auth.uid', nobody)).toBe(false)
  expect(holds('auth.openid in [null]', nobody)).toBe(false)
  expect(holds('auth.openid in [auth.openid]', nobody)).toBe(false)
})

test('request.data is what is written', () => {
  expect(holds('request.data.price > 0', { data: { price: 5 } })).toBe(true)
  expect(holds('request.data.price == doc.n', { data: { price: 2 } })).toBe(true)
  expect(holds('request.data == null')).toBe(true)
})

test.each([
  ['doc.a ==', 'it ends too early at character 9'],
  ['(true', '")" is missing at character 6'],
  ['doc.a = 1', 'unexpected "=" at character 7'],
  ['process.exit', 'unknown name process at character 1'],
  ['auth.role == 1', 'auth has no role'],
  ['request.query == 1', 'request has no query'],
  ['[1', '"]" is missing at character 3'],
  ['true false', 'unexpected false at character 6'],
  ['doc.a == "x', 'unexpected "\\"" at character 10'],
  ['', 'it ends too early at character 1'],
  ['doc. == 1', 'unexpected == at character 6'],
  ['get("a") && get("b") && get("c") && get("d")', 'more than 3 calls of get()'],
  ['get(get(get("a")))', 'nested too deep'],
  [`doc.a == "${'x'.repeat(1024)}"`, 'at most 1024 characters'],
])('"%s" is refused: %s', (rule, message) => {
  expect(() => parseExpression(rule)).toThrow(message)
})

describe('a query is a subset of a rule', () => {
  const owner = 'doc.owner == auth.openid'
  test.each<[rule: string, query: Document, covered: boolean]>([
    [owner, { owner: 'o-1' }, true],
    [owner, { owner: { $eq: 'o-1' } }, true],
    [owner, { owner: { $in: ['o-1'] } }, true],
    [owner, { owner: { $in: ['o-1', 'o-2'] } }, false],
    [owner, { owner: { $in: [] } }, true],
    [owner, { owner: 'o-2' }, false],
    [owner, {}, false],
    [owner, { _id: 'x' }, false],
    [owner, { $and: [{ a: 1 }, { owner: 'o-1' }] }, true],
    [owner, { $or: [{ owner: 'o-1', a: 1 }, { owner: 'o-1' }] }, true],
    [owner, { $or: [{ owner: 'o-1' }, { a: 1 }] }, false],
    [owner, { $or: [{ a: 1 }, { b: 2 }], owner: 'o-1' }, true],
    [owner, { $nor: [{ owner: { $ne: 'o-1' } }] }, false],
    [owner, { owner: { $ne: 'o-2' } }, false],
    [owner, { owner: /o-1/ }, false],
    [owner, { owner: { $exists: true } }, false],
    ['doc.public == true || doc.owner == auth.openid', { public: true }, true],
    ['doc.public == true || doc.owner == auth.openid', { $or: [{ public: true }, { owner: 'o-1' }] }, true],
    ['doc.public == true && doc.owner == auth.openid', { public: true }, false],
    ['doc.public == true && doc.owner == auth.openid', { public: true, owner: 'o-1' }, true],
    ['doc.n == 1 || doc.n == 2', { n: { $in: [1, 2] } }, true],
    ['doc.n in [1, 2]', { n: { $in: [2, 1] } }, true],
    ['doc.n in [1, 2]', { n: { $in: [2, 3] } }, false],
    ['doc.n > 5', { n: { $gt: 5 } }, true],
    ['doc.n > 5', { n: { $gte: 5 } }, false],
    ['doc.n > 5', { n: { $gte: 6, $lt: 9 } }, true],
    ['doc.n >= 5', { n: { $gt: 5 } }, true],
    ['5 < doc.n', { n: { $gt: 5 } }, true],
    ['doc.n < 5', { n: { $lt: 5 } }, true],
    ['doc.n < 5', { n: { $lte: 5 } }, false],
    ['doc.n <= 5', { n: { $lte: 5 } }, true],
    ['doc.n <= 5', { n: { $gte: 5 } }, false],
    ['doc.end > now', { end: { $gt: new Date(100) } }, true],
    ['doc.end > now', { end: { $gt: new Date(99) } }, false],
    ['doc.n != 5', { n: { $ne: 5 } }, true],
    ['doc.n != 5', { n: { $nin: [4, 5] } }, true],
    ['doc.n != 5', { n: 4 }, true],
    ['doc.n != 5', {}, false],
    ['auth.uid in doc.members', { members: 'u-1' }, true],
    ['auth.uid in doc.members', { members: { $all: ['u-2', 'u-1'] } }, true],
    ['auth.uid in doc.members', { members: { $elemMatch: { $eq: 'u-1' } } }, true],
    ['auth.uid in doc.members', { members: 'u-2' }, false],
    ['doc.a.b == 1', { 'a.b': 1 }, true],
    ['doc.a.b == 1', { a: { b: 1 } }, true],
    ['doc.a.b == 1', { a: { b: 2 } }, false],
    ['doc.rights[auth.uid] == 1', { 'rights.u-1': 1 }, true],
    ['!doc.hidden', { hidden: false }, true],
    ['!doc.hidden', {}, false],
    ['doc.a + doc.b == 3', { a: 1, b: 2 }, true],
    ['doc.a + doc.b == 3', { a: 1 }, false],
    [KEEPERS, { shop: 's1' }, true],
    [KEEPERS, { shop: 's2' }, false],
    [KEEPERS, {}, false],
    ['doc == null', { a: 1 }, false],
  ])('%s: %j → %s', (rule, query, covered) => {
    const { auth, now, read } = context()
    expect(covers(parseExpression(rule), query, { auth, now, read })).toBe(covered)
  })
})
