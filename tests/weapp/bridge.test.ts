import automator from 'miniprogram-automator'
import { weapp } from '../../config/tasks/paths'
import { bridge } from './bridge'
import { openPhone } from './host/open'
import type { WeChat } from './host/wechat'
import { localWeChat } from './local-wechat'
import { Person } from './person'
import { makeStage, onHost } from './stage'
import { buy } from './walks'

const unreachable = () => Promise.reject(new Error('this phone has no cloud of its own'))

/** A phone without a cloud: as WeChat DevTools is, as far as the tests' neighbourhood goes. */
const deaf: WeChat = {
  call: unreachable,
  watch: () => ({ close: () => undefined }),
  network: () => undefined,
  upload: unreachable,
  pay: unreachable,
  consent: unreachable,
  phoneCode: unreachable,
}

onHost('a phone elsewhere gets its cloud and its payment sheet over the bridge', async () => {
  const stage = await makeStage()
  const phone = await openPhone({ folder: weapp, wechat: deaf }, '')
  try {
    const who = await stage.neighbour()
    const mini = await automator.connect({ wsEndpoint: phone.endpoint })
    await bridge(mini, localWeChat(stage.world.cloud, who))
    const person = new Person(mini)
    await person.launch(`/pages/group/index?id=${stage.world.groupId}`)
    await person.see('等第一位邻居跟团')
    // Somebody else's order arrives by the watch.
    await stage.world.pay(await stage.world.place('chen'))
    await person.see('1 / 60 单')
    await buy(person)
    await person.see('已付款，等待到货')
    expect(stage.world.all('orders', { openid: who })).toMatchObject([{ state: 'paid' }])
    expect(person.errors).toEqual([])
    person.disconnect()
  } finally {
    await phone.close()
    await stage.close()
  }
})
