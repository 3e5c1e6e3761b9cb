import { type CollectionRule, Rules } from './rules'

test.each<[rule: unknown, message: string]>([
  ['READ', 'r.json: rule of orders: READ is none of READONLY, PRIVATE, ADMINWRITE, ADMINONLY'],
  ['toString', 'toString is none of'],
  [7, 'must be an object or a name'],
  [null, 'must be an object or a name'],
  [{ reed: true }, 'there is no operation reed'],
  [{ read: 1 }, 'rule of orders, read: must be true, false or an expression'],
  [{ read: 'doc.a == ' }, 'rule of orders, read: it ends too early at character 9'],
  [{ write: 'doc.a == 1 &' }, 'rule of orders, write: unexpected "&" at character 12'],
])('a rule %j is refused: %s', (rule, message) => {
  expect(() => new Rules({ orders: rule as CollectionRule }, 'r.json')).toThrow(message)
})

test('rules are by collection', () => {
  expect(() => new Rules([] as never, 'r.json')).toThrow('r.json: must be an object')
})

test('write stands for what is not said apart, and nothing said is nothing allowed', () => {
  const rules = new Rules({ a: { write: true, delete: false }, b: {}, _users: 'READONLY' })
  const of = (collection: string) =>
    (['read', 'create', 'update', 'delete'] as const).map((operation) => rules.permission(collection, operation))
  expect(of('a')).toEqual(['none', 'all', 'all', 'none'])
  expect(of('b')).toEqual(['none', 'none', 'none', 'none'])
  expect(of('nowhere')).toEqual(['none', 'none', 'none', 'none'])
  expect(of('_users')).toEqual(['none', 'none', 'none', 'none'])
})
