import { Refused, type Router } from '../app/router'
import { Fail, type Family, later } from './calls'

/** Ways between pages. They happen one after the other, as on a device, never inside the call. */
export function navigation(router: Router): Family {
  const go = (work: (url: string) => void) =>
    later(async ({ url }) => {
      if (typeof url !== 'string' || url === '') throw new Fail('parameter error: url should be a String')
      await move(() => work(url))
    })
  return {
    navigateTo: go((url) => router.navigateTo(url)),
    redirectTo: go((url) => router.redirectTo(url)),
    switchTab: go((url) => router.switchTab(url)),
    reLaunch: go((url) => router.reLaunch(url)),
    /** A finger pulls the page down; pages that do not allow it in their configuration hear nothing. */
    startPullDownRefresh: later(() => router.pullDown()),
    navigateBack: later(({ delta = 1 }) => move(() => router.navigateBack(Number(delta)))),
  }
}

function move(work: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        work()
        resolve()
      } catch (error) {
        reject(error instanceof Refused ? new Fail(error.message) : error)
      }
    })
  })
}
