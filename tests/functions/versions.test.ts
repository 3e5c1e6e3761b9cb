import { type ActionName, contracts } from '../../src/contract'
import { CONTRACT_VERSION, OLDEST_CLIENT } from '../../src/contract/version'
import { makeWorld, type World } from './world'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const served = [...new Set((Object.keys(contracts) as ActionName[]).map((action) => action.split('.')[0] as string))]

test.each(served)('%s tells which apps it serves', async (name) => {
  const told = { ok: true, data: { contract: CONTRACT_VERSION, oldestClient: OLDEST_CLIENT } }
  expect(await world.cloud.call(name, { action: 'version' })).toEqual(told)
})

test('an app too old is told to update, whatever it asks', async () => {
  const ask = (version?: number) =>
    world.cloud.call('group', { action: 'group.home', input: {}, version }, { openid: 'chen' })
  expect(await ask(OLDEST_CLIENT - 1)).toMatchObject({
    error: { code: 'update_required', message: '这个版本太旧了，更新后就能继续' },
  })
  expect(await ask(OLDEST_CLIENT)).toMatchObject({ ok: true })
  // The first apps did not say their version.
  expect(await ask()).toMatchObject({ ok: OLDEST_CLIENT === 1 })
})
