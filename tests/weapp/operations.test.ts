import { makeStage, type Stage } from './stage'

let stage: Stage
beforeAll(async () => {
  stage = await makeStage()
})
afterAll(() => stage.close())

test('operations starts a campaign from the phone, and its neighbours find it', async () => {
  const ops = await stage.open('ops', '/ops/pages/campaigns/index')
  await ops.see('周末鲜果团')
  await ops.press('新建活动')
  await ops.on('campaign-new/index')
  await ops.press('全选')
  await ops.press('红富士苹果')
  await ops.type('周中试吃团')
  await ops.press('创建并开始')
  await ops.on('campaigns/index')
  await ops.see('周中试吃团')
  expect(stage.world.all('campaigns', { title: '周中试吃团' })).toMatchObject([{ state: 'running' }])
  expect(ops.errors).toEqual([])

  const chen = await stage.open('chen', `/pages/group/index?id=${stage.world.groupId}`)
  await chen.see('红富士苹果')
  expect(chen.errors).toEqual([])
})
