import fc from 'fast-check'
import { AFTER_SALE_MS, type CampaignItem, linesInWords, PAY_WITHIN_MS, phaseAt, piecesOf, quote } from './order'

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

describe('quote', () => {
  test('sums its lines', () => {
    const result = quote(
      [
        { skuId: 'a', quantity: 1, priceFen: 1990 },
        { skuId: 'b', quantity: 2, priceFen: 690 },
      ],
      3370,
      items,
      occasion,
    )
    expect(result).toMatchObject({ kind: 'quoted', totalFen: 3370, asShown: true })
  })

  test('takes its own prices and says when the page showed others', () => {
    const result = quote([{ skuId: 'a', quantity: 1, priceFen: 1000 }], 1000, items, occasion)
    expect(result).toMatchObject({ kind: 'quoted', totalFen: 1990, asShown: false })
  })

  test('a wrong total is a difference too', () => {
    expect(quote([{ skuId: 'a', quantity: 1, priceFen: 1990 }], 1989, items, occasion)).toMatchObject({
      asShown: false,
    })
  })

  test('prices that are wrong and add up are a difference too', () => {
    const asked = [
      { skuId: 'a', quantity: 1, priceFen: 1990 },
      { skuId: 'b', quantity: 1, priceFen: 691 },
      { skuId: 'c', quantity: 1, priceFen: 4 },
    ]
    expect(quote(asked, 2685, items, occasion)).toMatchObject({ totalFen: 2685, asShown: false })
  })

  test('joins lines of the same goods', () => {
    const line = { skuId: 'c', quantity: 2, priceFen: 5 }
    const result = quote([line, line], 20, items, occasion)
    expect(result).toMatchObject({ lines: [{ skuId: 'c', quantity: 4, amountFen: 20 }], asShown: true })
  })

  test('names goods it does not know', () => {
    expect(quote([{ skuId: 'x', quantity: 1, priceFen: 1 }], 1, items, occasion)).toEqual({
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
        const result = quote(asked, 0, items, occasion)
        if (result.kind !== 'quoted') throw new Error('all goods are known')
        expect(result.totalFen).toBe(result.lines.reduce((t, l) => t + l.amountFen, 0))
        for (const l of result.lines) expect(l.amountFen).toBe(l.priceFen * l.quantity)
        const pieces = Object.values(piecesOf(result.lines)).reduce((t, n) => t + n, 0)
        expect(pieces).toBe(asked.reduce((t, l) => t + l.quantity, 0))
      }),
    )
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
