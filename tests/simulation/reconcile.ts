import type { Expectation, Figures } from './expected'
import type { Observation } from './observed'

export interface Row {
  what: string
  expected: number
  found: number
  differences: number
  /** The first few differences, in words. */
  examples: string[]
}

const EXAMPLES = 3

/** Compares what the file says must be with what the cloud holds: one row a subject, a difference for every key. */
export function reconcile(expected: Expectation, found: Observation): Row[] {
  const number = (what: string, a: number, b: number): Row => ({
    what,
    expected: a,
    found: b,
    differences: a === b ? 0 : 1,
    examples: a === b ? [] : [`expected ${a}, found ${b}`],
  })
  return [
    keyed('orders, each with leader, goods, total and state', expected.orders, found.orders),
    number('order lines', expected.orderLines, found.orderLines),
    number('pieces (lines of the file)', expected.pieces, found.pieces),
    number('paid, fen', expected.paidFen, found.paidFen),
    number('residents', expected.residents, found.residents),
    keyed('stock: sold and left, by week and SKU', expected.stock, found.stock),
    keyed('group progress: orders, pieces, fen', expected.groups, found.groups),
    keyed('leader windows: effective orders, net, commission', expected.leaderWindows, found.leaderWindows),
    keyed('red packets: amount and state', expected.redPackets, found.redPackets),
    number('red packet pool left, fen', expected.poolLeftFen, found.poolLeftFen),
    number('postings', expected.postings, found.postings),
    keyed('ledger accounts: balance', expected.accounts, found.accounts),
    {
      what: 'loose ends',
      expected: 0,
      found: found.strays.length,
      differences: found.strays.length,
      examples: found.strays.slice(0, EXAMPLES),
    },
  ]
}

function keyed(what: string, expected: Figures, found: Figures): Row {
  const wrong: string[] = []
  for (const [key, value] of expected) {
    if (found.get(key) !== value) wrong.push(`${key}: expected ${value}, found ${found.get(key) ?? 'nothing'}`)
  }
  for (const [key, value] of found) if (!expected.has(key)) wrong.push(`${key}: expected nothing, found ${value}`)
  return {
    what,
    expected: expected.size,
    found: found.size,
    differences: wrong.length,
    examples: wrong.slice(0, EXAMPLES),
  }
}

/** The rows as a table to print. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.what,
    ...[row.expected, row.found, row.differences].map((n) => n.toLocaleString('en')),
  ])
  const all = [['', 'file', 'cloud', 'differences'], ...cells]
  const widths = [0, 1, 2, 3].map((i) => Math.max(...all.map((line) => (line[i] as string).length)))
  const lines = all.map((line) =>
    line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number))).join('  '),
  )
  const examples = rows.flatMap((row) => row.examples.map((text) => `  ${row.what}: ${text}`))
  return [lines[0], '─'.repeat((lines[0] as string).length), ...lines.slice(1), ...examples].join('\n')
}
