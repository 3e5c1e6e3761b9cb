import { App } from './app/app'
import { Sandbox } from './app/sandbox'
import { card } from './card'
import { Incidents } from './incidents'
import type { WeChat } from './wechat'
import { account } from './wx/account'
import { cloudApi } from './wx/cloud'
import { Device } from './wx/device'
import { messages } from './wx/messages'
import { money } from './wx/money'
import { navigation } from './wx/navigation'
import { network } from './wx/network'
import { storage } from './wx/storage'
import { system } from './wx/system'
import { tabs } from './wx/tabs'
import { ui } from './wx/ui'
import { Wx } from './wx/wx'

export interface PhoneOptions {
  /** A built mini-program: the folder of app.json. */
  folder: string
  wechat: WeChat
  /** `/pages/group/index?id=1`; the app's first page when absent. */
  url?: string
  scene?: number
  /** What the app kept when it ran before, to start it again on the same phone. */
  device?: Device
}

/** A phone with the mini-program running on it. */
export class Phone {
  readonly incidents = new Incidents()
  readonly device: Device
  readonly app: App
  readonly wx: Wx

  constructor(readonly options: PhoneOptions) {
    const { folder, wechat, url = '', scene = 1001 } = options
    this.device = options.device ?? new Device()
    const { device, incidents } = this
    const sandbox = new Sandbox(incidents)
    this.app = new App(folder, sandbox, incidents)
    const to = {
      inside: <T>(value: T) => sandbox.inside(value),
      guard: (what: string, work: () => void) => sandbox.guard(what, work),
    }
    this.wx = new Wx(
      sandbox,
      incidents,
      {
        ...account(),
        ...messages(wechat, device),
        ...money(wechat, device),
        ...navigation(this.app.router),
        ...network(device),
        ...storage(device),
        ...system(device, () => this.app.launched),
        ...tabs(this.app.router, device),
        ...ui(device),
      },
      { cloud: cloudApi(wechat, device, to, incidents), env: sandbox.inside({ USER_DATA_PATH: 'http://usr' }) },
    )
    sandbox.define({ wx: this.wx.object })
    this.app.launch(url, scene)
  }

  /** Its owner shares the page from WeChat's menu; gives what would be sent, undefined when the page does not offer it. */
  share(to: 'chat' | 'timeline'): Record<string, unknown> | undefined {
    const { router, sandbox } = this.app
    const hook = to === 'chat' ? 'onShareAppMessage' : 'onShareTimeline'
    const given = router.top && router.hook(router.top, hook, sandbox.inside({ from: 'menu' }))
    return given === undefined ? undefined : card(given)
  }

  close(): void {
    this.app.close()
  }
}
