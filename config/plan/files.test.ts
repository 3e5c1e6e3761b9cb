import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { MalformedInput } from '../commands/json'
import { BadArguments, parsePlanArgs } from './args'
import { Malformed, readCsv } from './csv'
import { Ids } from './ids'
import { readLeaders } from './leaders'
import { runPlan } from './main'
import { readOrders } from './orders'
import { readPlan } from './planFile'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintuan-plan-files-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
const file = (content: string | Buffer, name = 'file.csv') => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const HEADER = 'orderId,leaderId,buyerId,paidAt,netFen'
const time = '2014-03-01T10:00:00+08:00'

describe('csv', () => {
  test.each<[string, string[][]]>([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      '\uFEFFa,b\r\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      '"a","b ""c"", d"\n"x\ny",\n',
      [
        ['a', 'b "c", d'],
        ['x\ny', ''],
      ],
    ],
    [
      'a,"b"\r\n"1\r\n2",3\r\n',
      [
        ['a', 'b'],
        ['1\n2', '3'],
      ],
    ],
    ['"a,",""\n', [['a,', '']]],
    ['', []],
    ['\n', [['']]],
  ])('%j', (content, rows) => expect([...readCsv(file(content))].map((row) => row.fields)).toEqual(rows))

  test('a row knows the line it begins on', () => {
    expect([...readCsv(file('a\n"1\n\n2"\nb'))].map((row) => row.line)).toEqual([1, 2, 5])
  })
  test.each<[string | Buffer, string]>([
    ['a,b"c\n', ':1: column 2: expected quotes around a whole field'],
    ['"a"b,c\n', ':1: column 1: expected quotes around a whole field'],
    ['x\n"a,b\nc', ':2: expected a closing quote, found the end of the file'],
    [Buffer.from([0x61, 0x0a, 0xff, 0x0a]), ':2: expected UTF-8 text'],
  ])('%j is refused', (content, message) => {
    expect(() => [...readCsv(file(content))]).toThrow(Malformed)
    expect(() => [...readCsv(file(content))]).toThrow(message)
  })
  test.each(['', 'none.csv'])('%j of the folder is no file', (name) => {
    expect(() => [...readCsv(join(folder, name))]).toThrow(new Malformed(`${join(folder, name)}: no such file`))
  })
  test('what is written is read back, wherever the chunks end', () => {
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '邻', '🍎', ' ') })
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 5 }), (rows) => {
        const padding = 'x'.repeat((1 << 18) - 5)
        const content = [[padding, padding], ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')
        expect([...readCsv(file(content))].slice(1).map((row) => row.fields)).toEqual(rows)
      }),
      { numRuns: 30 },
    )
  })
})

describe('orders', () => {
  const read = (content: string) => [...readOrders(file(content)).inOrder()]
  test('come by instant, then id by code unit, whatever the columns and rows', () => {
    const rows = [
      'netFen,paidAt,orderId,buyerId,leaderId',
      `1,2014-03-01T02:00:00Z,b,x,L`,
      `2,${time},10,x,L`,
      `3,${time},9,L,L`,
      '',
      '4,2014-03-01T09:59:59.999999+08:00,z,x,L',
    ]
    expect(read(rows.join('\r\n')).map((one) => [one.orderId, one.netFen, one.counts])).toEqual([
      ['z', 4, true],
      ['10', 2, true],
      ['9', 3, false],
      ['b', 1, true],
    ])
  })
  test.each([
    ['', ':1: expected the header orderId,leaderId,buyerId,paidAt,netFen, found an empty file'],
    [
      'orderId,leaderId,buyerId,paidAt\n',
      ':1: expected the columns orderId, leaderId, buyerId, paidAt, netFen; missing: netFen',
    ],
    [
      `${HEADER},groupid\n`,
      ':1: column 6: expected one of orderId, leaderId, buyerId, paidAt, netFen, groupId, found "groupid"',
    ],
    [`${HEADER},netFen\n`, ':1: column 6: expected each column once, found netFen again'],
    [`${HEADER}\na,L,x,${time}\n`, ':2: expected 5 fields, found 4'],
    [`${HEADER}\n,L,x,${time},1\n`, ':2: column 1 (orderId): expected an id, found ""'],
    [
      `${HEADER}\na,L,x,${time},1\nb,L,x,${time},1.5\n`,
      ':3: column 5 (netFen): expected whole fen such as 1990, found "1.5"',
    ],
    [`${HEADER}\na,L,x,${time},-1\n`, ':2: column 5 (netFen)'],
    [`${HEADER}\na,L,x,${time},9007199254740992\n`, ':2: column 5 (netFen)'],
    [
      `${HEADER}\na,L,x,2014-03-01 10:00:00+08:00,1\n`,
      ':2: column 4 (paidAt): expected an ISO 8601 time that exists, with offset',
    ],
    [`${HEADER}\na,L,x,2014-02-29T10:00:00+08:00,1\n`, ':2: column 4 (paidAt): expected an ISO 8601 time that exists'],
    [
      `${HEADER}\na,L,x,${time},1\nb,L,x,${time},1\n"a",M,y,${time},2\n`,
      ':4: orderId: expected each order once, found "a" as on line 2',
    ],
  ])('%j is refused', (content, message) => {
    expect(() => read(content)).toThrow(Malformed)
    expect(() => read(content)).toThrow(`file.csv${message}`)
  })
  test('as many as it takes to outgrow every array', () => {
    const rows = Array.from({ length: 9000 }, (_, i) => `o${i},L${i % 7},b${i},${time},${i},g${i % 3}`)
    const orders = read([`${HEADER},groupId`, ...rows.reverse()].join('\n'))
    expect(orders).toHaveLength(9000)
    expect(orders[1]).toMatchObject({ orderId: 'o1', leaderId: 'L1', buyerId: 'b1', netFen: 1, groupId: 'g1' })
    expect(orders.map((one) => one.orderId)).toEqual(rows.map((row) => row.split(',')[0]).sort())
  })
})

test('ids are kept once each and compare as their texts do', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '～', '\uE000', '🍎', '\uD7FF', '邻') })
  fc.assert(
    fc.property(fc.uniqueArray(text, { maxLength: 40 }), (texts) => {
      const ids = new Ids()
      const known = (yes: boolean) => texts.map((_, number) => ({ number, known: yes }))
      expect(texts.map((one) => ids.add(one))).toEqual(known(false))
      expect(texts.map((one) => ids.add(one))).toEqual(known(true))
      expect(texts.map((_, i) => ids.text(i))).toEqual(texts)
      const signs = (compare: (i: number, j: number) => number) =>
        texts.flatMap((_, i) => texts.map((_, j) => Math.sign(compare(i, j))))
      const byText = (i: number, j: number) =>
        Number((texts[i] as string) > (texts[j] as string)) - Number((texts[i] as string) < (texts[j] as string))
      expect(signs((i, j) => ids.compare(i, j))).toEqual(signs(byText))
    }),
  )
})

describe('leaders', () => {
  test('are read with what is known of them', () => {
    const { leaders, households } = readLeaders(
      file(
        `leaderId,openDays,household,approvedAt,region\nL,2014-03-01;2014-03-03..2014-03-05,a;b,2014-03-01,east\nM,,,,\n`,
      ),
    )
    expect(leaders.get('L')).toEqual({
      ...{ leaderId: 'L', region: 'east', approvedAt: Date.parse('2014-03-01T00:00:00+08:00') },
      openDays: [
        { from: '2014-03-01', to: '2014-03-01' },
        { from: '2014-03-03', to: '2014-03-05' },
      ],
    })
    expect(leaders.get('M')).toEqual({ leaderId: 'M', region: '', approvedAt: undefined, openDays: [] })
    expect([...(households.get('L') ?? [])]).toEqual(['a', 'b'])
  })
  test.each([
    ['leaderId\nL\nL\n', ':3: leaderId: expected each leader once, found L as on line 2'],
    ['leaderId,mentorId\nL,M\nM,L\n', ':2: mentorId: expected mentors above each other, found a circle at L'],
    ['leaderId,mentorId\nL,L\n', ':2: mentorId: '],
    ['leaderId,openDays\nL,2014-03-05..2014-03-01\n', ':2: column 2 (openDays): expected days such as'],
    ['leaderId,openDays\nL,2014-02-30\n', ':2: column 2 (openDays): expected days such as'],
    ['leaderId,approvedAt\nL,yesterday\n', ':2: column 2 (approvedAt): '],
  ])('%j is refused', (content, message) => expect(() => readLeaders(file(content))).toThrow(`file.csv${message}`))
  test('a circle above somebody is not his fault, and is found all the same', () => {
    expect(() => readLeaders(file('leaderId,mentorId\nA,B\nB,C\nC,B\n'))).toThrow(':3: mentorId')
  })
})

describe('plan file', () => {
  const known = 'baseRateBp, mode, tiers, safetyNetBp, minEffectiveFen, newCustomerFen'
  test.each<[string | Buffer, string]>([
    ['{\n  "mode": }', 'p.json:2:11: expected a JSON value, found "}"'],
    ['', 'p.json:1:1: expected a JSON value, found the end'],
    ['{"mode": "x",\n "rate": 1}', 'p.json:1:10: mode: expected one of "excess", "whole", found "x"\n'],
    ['{"mode": "x",\n "rate": 1}', `p.json:2:10: rate: expected no other key than ${known}`],
    ['{"mode": "whole", "mode": "excess"}', 'p.json:1:19: expected the key "mode" once'],
    [
      '{"tiers": [\n{"minOrders": 2, "rateBp": "7"}]}',
      'p.json:2:28: tiers[0].rateBp: expected a whole number of basis points from 0 to 10000, found "7"',
    ],
    ['{"tiers": [{"minOrders": 2}]}', 'p.json:1:12: tiers[0].rateBp: expected a whole number of basis points from 0'],
    [Buffer.from('{"mode":\n"\xff"}', 'latin1'), 'p.json:2: expected UTF-8 text'],
  ])('%j is refused', (content, message) => {
    expect(() => readPlan(file(content, 'p.json'))).toThrow(MalformedInput)
    expect(() => readPlan(file(content, 'p.json'))).toThrow(message)
  })
  test('a folder is no file', () => expect(() => readPlan(folder)).toThrow(': no such file'))
  test('a byte order mark and CRLF are understood', () => {
    expect(readPlan(file('\uFEFF{\r\n"mode": "whole"\r\n}', 'p.json'))).toMatchObject({ mode: 'whole' })
  })
})

describe('command line', () => {
  test.each<[string, string]>([
    ['', 'what shall be done'],
    ['fly', 'there is no "fly"'],
    ['try --orders o', '--plan FILE.json is missing'],
    ['try --plan p', '--orders FILE.csv is missing'],
    ['try --plan p --orders o --period 2014-13', '--period wants YYYY-MM'],
    ['try --plan p --orders o --region x', '--region needs --leaders'],
    ['try --plan p --orders o --gate dividend:3', '--gate wants dividend or dividend:2'],
    ['try --plan p --orders o --speed 3', "Unknown option '--speed'"],
    ['try --plan p --orders o more', "Unexpected argument 'more'"],
    ['check', '--plan FILE.json is missing'],
    ['orders', '--baskets FILE.csv is missing'],
    ['orders --baskets b --leaders 0', '--leaders wants a number'],
    ['schema --json', "Unknown option '--json'"],
  ])('%j is refused', (line, message) => {
    expect(() => parsePlanArgs(line.split(' ').filter(Boolean))).toThrow(BadArguments)
    expect(() => parsePlanArgs(line.split(' ').filter(Boolean))).toThrow(message)
  })
  test('a region nobody belongs to, and a dividend without its gate, are refused', () => {
    file(`${HEADER}\na,L,x,${time},1000\n`, 'o.csv')
    file('leaderId,region\nL,east\n', 'l.csv')
    file('{"dividend":{"rateBp":500}}', 'd.json')
    file('{}', 'e.json')
    const run = (line: string) => runPlan(line.split(' '), folder)
    expect(() => run('try --plan e.json --orders o.csv --leaders l.csv --region west')).toThrow(
      '--region wants one of east; not west',
    )
    expect(() => run('try --plan d.json --orders o.csv')).toThrow('开关没有打开')
    expect(run('try --plan d.json --orders o.csv --gate dividend --json')).toHaveLength(2)
    expect(run('check --plan d.json --orders o.csv').join('\n')).toContain('dividend')
  })
})

test('amounts that cannot be added name their file', () => {
  const rows = ['a', 'b'].map((id) => `${id},L,x,${time},${Number.MAX_SAFE_INTEGER}`)
  file([HEADER, ...rows].join('\n'), 'o.csv')
  file('{}', 'e.json')
  const run = () => runPlan('try --plan e.json --orders o.csv'.split(' '), folder)
  expect(run).toThrow(Malformed)
  expect(run).toThrow('o.csv: expected amounts that can be added and shared exactly: net sales must be a safe integer')
})

test('real baskets become orders by the rules of the replay', () => {
  const baskets = file(
    'date,member,item\n2014-01-01,1249,citrus fruit\n2014-01-01,1249,coffee\n2014-01-01,1381,soda\n',
    'b.csv',
  )
  const lines = runPlan(['orders', '--baskets', baskets], folder)
  expect(lines).toHaveLength(3)
  expect(lines[2]).toBe('2014-01-01-1381,L21,member-1381,2014-01-01T15:00:00.000+08:00,1990')
  file(`${lines.join('\n')}\n`, 'made.csv')
  expect(
    JSON.parse(
      runPlan(['try', '--plan', file('{}', 'e.json'), '--orders', 'made.csv', '--json'], folder).at(-1) as string,
    ),
  ).toMatchObject({
    effectiveOrders: 2,
    leaders: 2,
  })
})
