import { compileRule } from './expression'

const doc = { owner: 'o-1', public: false, n: 2, team: { members: ['u-1', 'u-2'] }, constructor: 'x' }
const holds = (rule: string, auth: { openid?: string; uid?: string } = { openid: 'o-1', uid: 'u-1' }) =>
  compileRule(rule)({ auth, doc })

test.each([
  ['doc.owner == auth.openid', true],
  ['doc.owner != auth.openid', false],
  ['doc.public == true || doc.owner == "o-1"', true],
  ['doc.public && doc.n == 2', false],
  ['auth.uid in doc.team.members', true],
  ['doc.n in [1, 2, 3]', true],
  ["doc.owner in ['a', 'b']", false],
  ['(doc.public || doc.n == 2) && doc.n != -1.5', true],
  ['doc.public == true || doc.n == 2 && doc.owner == "nobody"', false],
  ['doc.missing == null', true],
  ['doc.toString == null', true],
  ['doc.owner', false],
  ['true', true],
])('%s is %s', (rule, expected) => {
  expect(holds(rule)).toBe(expected)
})

test('nobody equals nothing, not even an absent field or another nobody', () => {
  expect(holds('doc.missing == auth.openid', {})).toBe(false)
  expect(holds('auth.openid == auth.uid', {})).toBe(false)
  expect(holds('auth.openid in [null]', {})).toBe(false)
})

test.each(['doc.a ==', '(true', 'doc.a = 1', 'process.exit', 'auth.role == 1', '[1', 'true false', 'doc.a == "x', ''])(
  '"%s" is refused',
  (rule) => {
    expect(() => compileRule(rule)).toThrow(`rule "${rule}"`)
  },
)
