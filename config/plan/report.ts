import { costOf } from '../../src/domain/trial/line'
import type { Step } from '../../src/domain/trial/total'
import { distributionOf } from '../../src/domain/trial/total'
import type { Trial } from '../../src/domain/trial/trial'
import { yuan } from '../../src/domain/yuan'

/** Rows as text in columns: the first to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)))
  const cell = (text: string, i: number) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0))
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n')
}

const percent = (bp: number) => `${(bp / 100).toFixed(2)}%`
const BAR = 40

/** Leader-months by income, a bar each; the old plan's beside the new one's. */
function plot(steps: readonly Step[], before: readonly Step[] | undefined): string {
  const most = Math.max(1, ...steps.map((step) => step.leaders), ...(before ?? []).map((step) => step.leaders))
  const bar = (n: number, sign: string) => `${sign.repeat(Math.ceil((n * BAR) / most))} ${n}`
  return steps
    .flatMap((step, i) => {
      const next = steps[i + 1]
      const name = (next ? `${step.fromFen / 100}–${next.fromFen / 100}` : `from ${step.fromFen / 100}`).padStart(10)
      const old = before?.[i]
      return old
        ? [`${name} ${bar(old.leaders, '░')}`, `${' '.repeat(10)} ${bar(step.leaders, '█')}`]
        : [`${name} ${bar(step.leaders, '█')}`]
    })
    .join('\n')
}

/** A trial for people: leaders and months in a table, what it costs, and how incomes are spread. */
export function report({ lines, total, before, comparison }: Trial): string {
  const old = new Map((before ?? []).map((line) => [`${line.period} ${line.leaderId}`, line]))
  const head = [
    'leader',
    'month',
    'orders',
    'net sales',
    'score',
    'tier',
    'gross',
    'red packets',
    'withheld',
    'net',
    'carried',
  ]
  const rows = lines.map((line) => {
    const known = old.get(`${line.period} ${line.leaderId}`)
    const score = line.score === null ? '–' : `${(line.score / 10).toFixed(1)} ${line.band ?? ''}`
    const money = [line.gross, line.redPackets, line.withheld, line.net, line.carriedForward].map(yuan)
    const change = comparison ? [yuan(costOf(line) - (known ? costOf(known) : 0))] : []
    return [
      line.leaderId,
      line.period,
      String(line.effectiveOrders),
      yuan(line.netFen),
      score,
      String(line.tierReached),
      ...money,
      ...change,
    ]
  })
  const parts = [
    table([comparison ? [...head, 'change'] : head, ...rows]),
    `${total.leaders} leaders, ${total.periods} months, ${total.effectiveOrders} effective orders, net sales ${yuan(total.netFen)}`,
    `cost ${yuan(total.costFen)}, ${percent(total.costBp)} of net sales`,
    ...total.tiers.map((tier) => `tier ${tier.tier}: reached ${tier.reached} times, ${percent(tier.shareBp)}`),
  ]
  if (total.unlisted.leaders > 0)
    parts.push(
      `besides, ${yuan(total.unlisted.gross)} to ${total.unlisted.leaders} leaders without an order in the month`,
    )
  if (comparison)
    parts.push(
      `the other plan costs ${yuan(comparison.costFen)}, ${percent(comparison.costBp)}; this one ${yuan(comparison.moreFen)} more`,
      `${comparison.gaining} leaders gain, ${comparison.unchanged} keep, ${comparison.losing} lose`,
      ...comparison.leaders
        .filter((one) => one.gainFen < 0)
        .map((one) => `  ${one.leaderId} loses ${yuan(-one.gainFen)}`),
    )
  parts.push(
    `leaders' months by income, yuan${before ? ' (░ the other plan, █ this one)' : ''}`,
    plot(total.distribution, before && distributionOf(before.map(costOf))),
  )
  return parts.join('\n')
}
