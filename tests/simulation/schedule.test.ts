import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseBaskets } from './baskets'
import { dayOf, mondayOf } from './rules'
import { cutoffOf, schedule } from './schedule'

const baskets = parseBaskets(readFileSync(join(__dirname, 'data', 'extract.csv'), 'utf8'), 'extract.csv')
const steps = schedule(baskets, 2, 4)

describe('schedule', () => {
  it('orders every basket once, on its own day, inside the week its campaign runs', () => {
    const ordered = steps.flatMap((step) =>
      step.kind === 'orders' ? step.baskets.map((basket) => ({ basket, step })) : [],
    )
    expect(ordered).toHaveLength(baskets.length)
    for (const { basket, step } of ordered) {
      expect(dayOf(step.at)).toBe(basket.day)
      expect(step.kind === 'orders' && step.monday).toBe(mondayOf(basket.day))
      expect(step.at).toBeLessThan(cutoffOf(mondayOf(basket.day)))
    }
  })

  it('runs forward in time: open, order, collect', () => {
    for (let i = 1; i < steps.length; i++) expect(steps[i]!.at).toBeGreaterThanOrEqual(steps[i - 1]!.at)
    expect(steps[0]?.kind).toBe('open')
    const lastOrder = steps.map((step) => step.kind).lastIndexOf('orders')
    expect(steps.slice(lastOrder).map((step) => step.kind)).toContain('collect')
    expect(steps.at(-1)?.kind).toBe('wait')
  })

  it('lets only leaders with an even number take red packets', () => {
    const takers = new Set(steps.flatMap((step) => (step.kind === 'packets' ? step.leaders : [])))
    expect([...takers]).toEqual(['L00'])
  })
})
