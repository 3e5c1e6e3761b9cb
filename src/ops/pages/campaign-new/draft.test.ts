import { check, type Draft, newDraft, newItem } from './draft'

const now = Date.parse('2025-11-21T18:24:00+08:00')
const apple = { productId: 'apple', name: '苹果', spec: '5 斤', picture: 'red-apple', category: '水果', priceFen: 1990 }
const good = (): Draft => ({
  ...newDraft(now),
  title: '周末鲜果团',
  items: { apple: newItem(apple) },
  leaderIds: ['l1'],
})
const problem = (over: Partial<Draft>) => check({ ...good(), ...over }, () => '苹果').problem

test('a new draft starts now, closes tomorrow at 21:00 and is handed out the day after', () => {
  const { input } = check(good(), () => '苹果')
  expect(input).toEqual({
    title: '周末鲜果团',
    note: '',
    startAt: now,
    cutoffAt: Date.parse('2025-11-22T21:00:00+08:00'),
    deliverAt: Date.parse('2025-11-23T16:00:00+08:00'),
    goalOrders: 60,
    items: [{ skuId: 'apple', priceFen: 1990, stock: 100 }],
    leaderIds: ['l1'],
    ladders: [],
  })
})

test('optional figures are carried when typed', () => {
  const items = { apple: { price: '19.9', listPrice: '25.9', stock: '20', limit: '2', newcomer: '9.9' } }
  expect(check({ ...good(), items }, () => '').input?.items).toEqual([
    {
      skuId: 'apple',
      priceFen: 1990,
      listPriceFen: 2590,
      stock: 20,
      limitPerPerson: 2,
      offers: [{ code: 'newcomer', args: { priceFen: 990 } }],
    },
  ])
})

test('the first thing to mend is named', () => {
  expect(problem({ title: '周' })).toBe('名称至少 2 个字')
  expect(problem({ cutoff: { date: '2025-11-20', time: '21:00' } })).toBe('截单要晚于开始')
  expect(problem({ cutoff: { date: '', time: '' } })).toBe('截单要晚于开始')
  expect(problem({ deliver: { date: '2025-11-22', time: '20:00' } })).toBe('自提不能早于截单')
  expect(problem({ goal: '0' })).toBe('本团目标至少 1 单')
  expect(problem({ items: {} })).toBe('至少选 1 种商品')
  expect(problem({ leaderIds: [] })).toBe('至少选 1 位团长')
  expect(problem({ items: { apple: { ...newItem(apple), price: '0' } } })).toBe('苹果：价格要大于 0')
  expect(problem({ items: { apple: { ...newItem(apple), stock: '1.5' } } })).toBe('苹果：备货至少 1 份')
  expect(problem({ items: { apple: { ...newItem(apple), limit: 'x' } } })).toBe('苹果：限购至少 1 份')
  expect(problem({ items: { apple: { ...newItem(apple), newcomer: '19.9' } } })).toBe('苹果：新人价要低于团购价')
  expect(problem({ items: { apple: { ...newItem(apple), newcomer: '便宜' } } })).toBe('苹果：新人价要低于团购价')
  expect(problem({ steps: [{ threshold: '3', off: '5' }] })).toBe('满减：第 1 档减的比门槛还多')
})
