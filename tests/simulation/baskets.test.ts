import { firstDays, parseBaskets } from './baskets'

const parse = (...lines: string[]) => parseBaskets(['date,member,item', ...lines, ''].join('\n'), 'f.csv')

describe('parseBaskets', () => {
  it('joins lines of a member and day, and counts the same item twice as two pieces', () => {
    const baskets = parse('2014-01-02,7,soda', '2014-01-01,7,soda', '2014-01-01,8,curd', '2014-01-01,7,soda')
    expect(baskets.map((b) => [b.day, b.member, b.lines, [...b.pieces]])).toEqual([
      ['2014-01-01', 7, 2, [['soda', 2]]],
      ['2014-01-01', 8, 1, [['curd', 1]]],
      ['2014-01-02', 7, 1, [['soda', 1]]],
    ])
  })

  it('takes items with blanks around them, as the data has them', () => {
    expect([...(parse('2014-01-01,7,cream cheese ')[0]?.pieces.keys() ?? [])]).toEqual(['cream-cheese'])
  })

  it.each([
    ['2014-02-30,7,soda', 'expected a date'],
    ['2014-1-3,7,soda', 'expected a date'],
    ['2014-01-01,x,soda', 'expected a member'],
    ['2014-01-01,0,soda', 'expected a member'],
    ['2014-01-01,7,moon dust', 'expected one of the 167 items'],
    ['2014-01-01,7', 'expected three fields'],
    ['2014-01-01,7,soda,1', 'expected three fields'],
    ['', 'expected three fields'],
  ])('names the line of %j', (line, message) => {
    expect(() => parse('2014-01-01,1,soda', line, '2014-01-01,2,soda')).toThrow(`f.csv:3: ${message}`)
  })

  it('wants the header', () => {
    expect(() => parseBaskets('2014-01-01,1,soda\n', 'f.csv')).toThrow('f.csv:1: expected the header')
    expect(() => parseBaskets('', 'f.csv')).toThrow('f.csv:1: expected the header')
    expect(() => parseBaskets('date,member,item\n', 'f.csv')).toThrow('f.csv:2: expected')
  })
})

describe('firstDays', () => {
  it('counts calendar days from the first date', () => {
    const baskets = parse('2014-01-01,1,soda', '2014-01-03,1,soda', '2014-01-04,1,soda')
    expect(firstDays(baskets, 3).map((b) => b.day)).toEqual(['2014-01-01', '2014-01-03'])
    expect(firstDays(baskets, undefined)).toHaveLength(3)
  })
})
