import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { weapp } from '../../config/tasks/paths'
import type { Person } from './person'
import { makeStage, onHost, type Stage } from './stage'
import { buy } from './walks'

/** Walks that must fail: a host on which nothing can go wrong would prove nothing. */

/** Long enough for what would happen if it could, ms. */
const A_WHILE = 5_000

let stage: Stage
beforeAll(async () => {
  stage = await makeStage()
})
afterAll(() => stage.close())

/** What somebody does must fail for want of something to be seen; what was there before is still waited for. */
async function fails(person: Person, walk: () => Promise<unknown>): Promise<void> {
  person.patience = A_WHILE
  await expect(walk()).rejects.toThrow(/^waited/)
}

onHost('with taps unbound in the templates nobody gets anywhere', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lintuan-weapp-'))
  try {
    cpSync(weapp, folder, { recursive: true })
    const templates = join(folder, 'base.wxml')
    const bound = readFileSync(templates, 'utf8')
    const unbound = bound.replaceAll('bindtap="eh"', '')
    expect(unbound.length).toBeLessThan(bound.length)
    writeFileSync(templates, unbound)
    const url = `/pages/group/index?id=${stage.world.groupId}`
    const person = await stage.open('chen', url, { folder })
    await person.see('红富士苹果')
    await fails(person, () => buy(person))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('with the function of orders down nothing is ordered, and he is told', async () => {
  const person = await stage.open(await stage.neighbour(), `/pages/group/index?id=${stage.world.groupId}`)
  const mend = stage.breakFunction('order')
  await buy(person)
  await person.see('网络走神了')
  await fails(person, () => person.see('已付款，等待到货'))
  mend()
})

test('with the watch cut the leader does not see the order of another', async () => {
  const leader = await stage.open('zhou', '/leader/pages/today/index')
  await leader.see('今日有效订单・实时')
  await leader.see('今天还没有订单')
  stage.cutWatches()
  await stage.world.pay(await stage.world.place('chen'))
  await fails(leader, () => leader.seeNoMore('今天还没有订单'))
})
