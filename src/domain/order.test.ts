import fc from 'fast-check'
import {
  AFTER_SALE_MS,
  type AskedLine,
  type CampaignItem,
  linesInWords,
  PAY_WITHIN_MS,
  phaseAt,
  piecesOf,
  type Quote,
  quote,
} from './order'

const item = (skuId: string, priceFen: number): CampaignItem => ({
  skuId,
  name: `商品${skuId}`,
  spec: '1 份',
  picture: 'red-apple',
  priceFen,
  stock: 100,
})
const occasion = { at: 0, newCustomer: false, segments: [], team: false }
const items = [item('a', 1990), item('b', 690), item('c', 5)]

const shown = (totalFen: number, ...lines: AskedLine[]) => quote({ lines, totalFen }, { items }, occasion)

describe('quote', () => {
  test('sums its lines', () => {
    const result = shown(3370, { skuId: 'a', quantity: 1, priceFen: 1990 }, { skuId: 'b', quantity: 2, priceFen: 690 })
    expect(result).toMatchObject({ kind: 'quoted', totalFen: 3370, asShown: true })
  })

  test('takes its own prices and says when the page showed others', () => {
    const result = shown(1000, { skuId: 'a', quantity: 1, priceFen: 1000 })
    expect(result).toMatchObject({ kind: 'quoted', totalFen: 1990, asShown: false })
  })

  test('a wrong total is a difference too', () => {
    expect(shown(1989, { skuId: 'a', quantity: 1, priceFen: 1990 })).toMatchObject({
      asShown: false,
    })
  })

  test('prices that are wrong and add up are a difference too', () => {
    const asked = [
      { skuId: 'a', quantity: 1, priceFen: 1990 },
      { skuId: 'b', quantity: 1, priceFen: 691 },
      { skuId: 'c', quantity: 1, priceFen: 4 },
    ]
    expect(shown(2685, ...asked)).toMatchObject({ totalFen: 2685, asShown: false })
  })

  test('joins lines of the same goods', () => {
    const line = { skuId: 'c', quantity: 2, priceFen: 5 }
    const result = shown(20, line, line)
    expect(result).toMatchObject({ lines: [{ skuId: 'c', quantity: 4, amountFen: 20 }], asShown: true })
  })

  test('names goods it does not know', () => {
    expect(shown(1, { skuId: 'x', quantity: 1, priceFen: 1 })).toEqual({
      kind: 'unknown_goods',
      skuIds: ['x'],
    })
  })

  test('total is the sum of lines, lines are price times quantity, no pieces are lost', () => {
    const basket = fc.array(
      fc.record({
        skuId: fc.constantFrom('a', 'b', 'c'),
        quantity: fc.integer({ min: 1, max: 99 }),
        priceFen: fc.nat(9999),
      }),
      { minLength: 1, maxLength: 50 },
    )
    fc.assert(
      fc.property(basket, (asked) => {
        const result = shown(0, ...asked)
        if (result.kind !== 'quoted') throw new Error('all goods are known')
        expect(result.totalFen).toBe(result.lines.reduce((t, l) => t + l.amountFen, 0))
        for (const l of result.lines) expect(l.amountFen).toBe(l.priceFen * l.quantity)
        const pieces = Object.values(piecesOf(result.lines)).reduce((t, n) => t + n, 0)
        expect(pieces).toBe(asked.reduce((t, l) => t + l.quantity, 0))
      }),
    )
  })
})

describe('quote with a ladder and a newcomer price', () => {
  const ladders = [
    { id: '1', action: { code: 'steps' as const, args: { steps: [{ thresholdFen: 3900, offFen: 500 }] } } },
  ]
  const offers = [{ code: 'newcomer' as const, args: { priceFen: 990 } }]
  const shelf = { items: items.map((one) => (one.skuId === 'a' ? { ...one, offers } : one)), ladders }
  const a = (quantity: number, priceFen: number) => ({ skuId: 'a', quantity, priceFen })
  const b = (quantity: number) => ({ skuId: 'b', quantity, priceFen: 690 })

  test.each<[string, boolean, AskedLine[], number, number | undefined, object]>([
    ['below the step', false, [a(1, 1990)], 1990, 0, { asShown: true, totalFen: 1990, discounts: [] }],
    ['the step is reached', false, [a(2, 1990)], 3480, 500, { asShown: true, totalFen: 3480 }],
    ['the screen showed no discount', false, [a(2, 1990)], 3980, 0, { asShown: false, toShowFen: 3480 }],
    ['the total is right, what came off is not', false, [a(2, 1990)], 3480, 400, { asShown: false }],
    [
      'an app that knows no discount pays less than it showed',
      false,
      [a(2, 1990)],
      3980,
      undefined,
      { asShown: true, totalFen: 3480 },
    ],
    [
      'an app that knows no discount is held to the group price',
      true,
      [a(2, 1990)],
      3980,
      undefined,
      { asShown: true, totalFen: 3480 },
    ],
    ['such an app with a wrong total', false, [a(2, 1990)], 3480, undefined, { asShown: false, toShowFen: 3980 }],
    ['a newcomer', true, [a(1, 990), b(1)], 1680, 0, { asShown: true, totalFen: 1680 }],
    ['somebody else at the price of newcomers', false, [a(1, 990)], 990, 0, { asShown: false, toShowFen: 1990 }],
    [
      'a newcomer who was shown the price of the group',
      true,
      [a(1, 1990)],
      1990,
      0,
      { asShown: false, toShowFen: 990 },
    ],
  ])('%s', (_, newCustomer, lines, totalFen, offFen, expected) => {
    expect(quote({ lines, totalFen, offFen }, shelf, { ...occasion, newCustomer })).toMatchObject(expected)
  })

  test('lines keep which price they have and what was paid for them', () => {
    const quoted = quote({ lines: [a(2, 990), b(3)], totalFen: 3550, offFen: 500 }, shelf, {
      ...occasion,
      newCustomer: true,
    })
    expect(quoted).toMatchObject({
      totalFen: 3550,
      lines: [
        { skuId: 'a', priceFen: 990, amountFen: 1980, offer: 'newcomer', paidFen: 1736 },
        { skuId: 'b', priceFen: 690, amountFen: 2070, paidFen: 1814 },
      ],
      discounts: [{ name: '满减', rule: '满39减5', offFen: 500, parts: [244, 256] }],
    })
  })
})

test('lines in words', () => {
  const lines = [
    { name: '苹果', quantity: 1 },
    { name: '鸡蛋', quantity: 2 },
    { name: '牛奶', quantity: 3 },
  ]
  expect(linesInWords(lines.slice(0, 2))).toBe('苹果 ×1、鸡蛋 ×2')
  expect(linesInWords(lines)).toBe('苹果 ×1、鸡蛋 ×2 等 6 件')
})

test.each([
  ['draft', 5, 'upcoming'],
  ['draft', 15, 'upcoming'],
  ['running', 9, 'upcoming'],
  ['running', 10, 'open'],
  ['running', 19, 'open'],
  ['running', 20, 'closed'],
  ['draft', 20, 'closed'],
  ['ended', 15, 'closed'],
] as const)('a %s campaign from 10 to 20 is at %s %s', (state, now, phase) => {
  expect(phaseAt({ state, startAt: 10, cutoffAt: 20 }, now)).toBe(phase)
})

test('half an hour to pay, a day to complain', () => {
  expect([PAY_WITHIN_MS, AFTER_SALE_MS]).toEqual([1_800_000, 86_400_000])
})

test('a line with the ordinary price and nothing off says no more than that', () => {
  const shown = { lines: [{ skuId: 'a', quantity: 2, priceFen: 1990 }], totalFen: 3980, offFen: 0 }
  expect(quote(shown, { items }, occasion)).toMatchObject({ kind: 'quoted', asShown: true })
  const { lines } = quote(shown, { items }, occasion) as Extract<Quote, { kind: 'quoted' }>
  expect(lines).toStrictEqual([
    { skuId: 'a', name: '商品a', spec: '1 份', picture: 'red-apple', priceFen: 1990, quantity: 2, amountFen: 3980 },
  ])
})
