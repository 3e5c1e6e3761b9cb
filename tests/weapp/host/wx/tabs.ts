import type { Router } from '../app/router'
import { Fail, type Family, later } from './calls'
import type { Device } from './device'

/** What stands on the tabs. WeChat refuses while a page without tabs is on top. */
export function tabs(router: Router, device: Device): Family {
  const onTab = (work: (index: number, text: string) => void) =>
    later(({ index, text }) => {
      if (!router.top || !router.isTab(router.top.path)) throw new Fail('not TabBar page')
      work(Number(index), String(text ?? ''))
    })
  return {
    setTabBarBadge: onTab((index, text) => device.badges.set(index, text)),
    removeTabBarBadge: onTab((index) => device.badges.delete(index)),
    showTabBarRedDot: onTab((index) => device.badges.set(index, '')),
    hideTabBarRedDot: onTab((index) => device.badges.delete(index)),
  }
}
