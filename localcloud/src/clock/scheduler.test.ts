import fc from 'fast-check'
import { VirtualClock } from './clock'
import { Scheduler } from './scheduler'

const planned = fc.array(
  fc.record({ at: fc.nat({ max: 5 }), rank: fc.constantFrom('', 'notice a', 'task 1', 'timer z') }),
)

/** What runs in a jump over all of it, by number. */
async function ran(jobs: { at: number; rank: string; name: number }[]): Promise<number[]> {
  const clock = new VirtualClock(0)
  const scheduler = new Scheduler(clock)
  const names: number[] = []
  for (const { at, rank, name } of jobs) {
    scheduler.at(
      at,
      async () => {
        expect(clock.now()).toBe(at)
        names.push(name)
      },
      rank,
    )
  }
  await scheduler.jump(10)
  await scheduler.close()
  return names
}

test('what is due runs by time, then by rank, then as it was scheduled', async () => {
  await fc.assert(
    fc.asyncProperty(planned, async (jobs) => {
      const numbered = jobs.map((job, name) => ({ ...job, name }))
      const expected = [...numbered].sort(
        (a, b) => a.at - b.at || Number(a.rank > b.rank) - Number(a.rank < b.rank) || a.name - b.name,
      )
      expect(await ran(numbered)).toEqual(expected.map(({ name }) => name))
    }),
  )
})

test('where ranks tell everything apart, the order of scheduling plays no part', async () => {
  const jobs = ['timer b x', 'notice _pay_orders 2', 'task 000000000001', 'timer a x', 'notice _pay_orders 1'].map(
    (rank, name) => ({ at: 1, rank, name }),
  )
  expect(await ran(jobs)).toEqual([4, 1, 2, 3, 0])
  expect(await ran([...jobs].reverse())).toEqual([4, 1, 2, 3, 0])
})

test('what a job schedules for the same instant still runs in that instant', async () => {
  const clock = new VirtualClock(0)
  const scheduler = new Scheduler(clock)
  const seen: string[] = []
  scheduler.at(5, async () => {
    seen.push('first')
    scheduler.at(5, async () => void seen.push(`second at ${clock.now()}`))
    scheduler.at(3, async () => void seen.push(`late at ${clock.now()}`))
  })
  await scheduler.jump(5)
  expect(seen).toEqual(['first', 'late at 5', 'second at 5'])
  await scheduler.close()
})
