import { costOf, type TrialLine } from '../../src/domain/trial/line'
import { distributionOf, type Step } from '../../src/domain/trial/total'
import type { Trial } from '../../src/domain/trial/trial'
import { yuan } from '../../src/domain/yuan'
import { columns } from '../commands/columns'

/** A trial for people: leaders and months in a table, what it costs, and how incomes are spread. Amounts in yuan. */
export function report({ lines, total, before, comparison }: Trial): string {
  const parts = [
    table(lines, before),
    `${total.leaders} 位团长，${total.periods} 个月，有效订单 ${total.effectiveOrders} 单，净销售 ${yuan(total.netFen)}`,
    `成本 ${yuan(total.costFen)}，占净销售 ${percent(total.costBp)}`,
    ...total.tiers.map(({ tier, reached, shareBp }) => `第 ${tier} 档：达到 ${reached} 人次，${percent(shareBp)}`),
  ]
  const { leaders, gross } = total.unlisted
  if (leaders > 0) parts.push(`另有 ${yuan(gross)} 归当月没有订单的 ${leaders} 位团长`)
  if (comparison) {
    const { costFen, costBp, moreFen, gaining, unchanged, losing } = comparison
    const more = `${moreFen < 0 ? '少' : '多'} ${yuan(Math.abs(moreFen))}`
    const losers = comparison.leaders.filter(({ gainFen }) => gainFen < 0)
    parts.push(
      `对比方案成本 ${yuan(costFen)}，占 ${percent(costBp)}；本方案${more}`,
      `${gaining} 位团长增加，${unchanged} 位不变，${losing} 位减少`,
      ...losers.map(({ leaderId, gainFen }) => `  ${leaderId} 减少 ${yuan(-gainFen)}`),
    )
  }
  parts.push(
    `团长每月收入的分布，元${before ? '（░ 对比方案，█ 本方案）' : ''}`,
    plot(total.distribution, before && distributionOf(before.map(costOf))),
  )
  return parts.join('\n')
}

const percent = (bp: number) => `${(bp / 100).toFixed(2)}%`

/** A row a leader and month; with a plan to compare with, what he gets more or less. */
function table(lines: readonly TrialLine[], before: readonly TrialLine[] | undefined): string {
  const old = new Map(before?.map((line) => [`${line.period} ${line.leaderId}`, costOf(line)]))
  const head = ['团长', '月份', '订单', '净销售', '得分', '档', '应发', '红包', '代扣', '实发', '结转']
  const rows = lines.map((line) => {
    const { leaderId, period, effectiveOrders, netFen, score, band, tierReached } = line
    const { gross, redPackets, withheld, net, carriedForward } = line
    const change = costOf(line) - (old.get(`${period} ${leaderId}`) ?? 0)
    return [
      ...[leaderId, period, String(effectiveOrders), yuan(netFen)],
      score === null ? '–' : `${(score / 10).toFixed(1)} ${band ?? ''}`,
      ...[String(tierReached), ...[gross, redPackets, withheld, net, carriedForward].map(yuan)],
      ...(before ? [yuan(change)] : []),
    ]
  })
  const right = head.map((_, i) => i + 1)
  return columns([before ? [...head, '增减'] : head, ...rows], right)
}

const BAR = 40

/** Leader-months by income, a bar each; the other plan's beside this one's. */
function plot(steps: readonly Step[], before: readonly Step[] | undefined): string {
  const most = Math.max(1, ...[...steps, ...(before ?? [])].map(({ leaders }) => leaders))
  const bar = (leaders: number, sign: string) =>
    `${sign.repeat(Math.ceil((leaders * BAR) / most))} ${leaders}`.trimStart()
  const rows = steps.flatMap(({ fromFen, leaders }, i) => {
    const next = steps[i + 1]
    const name = next ? `${fromFen / 100}–${next.fromFen / 100}` : `${fromFen / 100} 起`
    const other = before?.[i]
    return other
      ? [
          [name, bar(other.leaders, '░')],
          ['', bar(leaders, '█')],
        ]
      : [[name, bar(leaders, '█')]]
  })
  return columns(rows)
}
