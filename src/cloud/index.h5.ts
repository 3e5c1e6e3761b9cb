import { CONTRACT_VERSION } from '@/contract/version'
import { asCloudError, unwrap } from './error'
import { resilientWatch } from './resilient'
import { cloudHost, forgetSession, sdk } from './session.h5'
import { functionOf, withTimeout } from './timeout'
import type { Cloud } from './types'

const demoOrNothing = () => (LINTUAN_DEMO ? import('./demo') : Promise.resolve(undefined))

/** The door to the cloud in a browser. */
export const cloud: Cloud = {
  face: 'browser',
  canPay: LINTUAN_DEMO,
  pictureBase: window.LINTUAN?.pictureBase ?? './pictures',

  async call(action, input) {
    const once = async () =>
      (await sdk()).callFunction({ name: functionOf(action), data: { action, input, version: CONTRACT_VERSION } })
    try {
      return unwrap((await withTimeout(once())).result) as never
    } catch (error) {
      const failure = asCloudError(error)
      // A session the cloud has forgotten looks like any transport failure: the next call signs in afresh.
      if (failure.code === 'offline') forgetSession()
      throw failure
    }
  },

  watch(collection, where, handlers) {
    return resilientWatch(async (onDocs, onError) => {
      const listener = (await sdk())
        .database()
        .collection(collection)
        .where(where)
        .watch({ onChange: (snapshot) => onDocs(snapshot.docs), onError })
      return () => listener.close()
    }, handlers)
  },

  async pay(payment) {
    const demo = await demoOrNothing()
    return demo ? demo.pay(payment, cloudHost()) : 'unavailable'
  },

  async requestTransfer(_transfer, amountFen) {
    const demo = await demoOrNothing()
    return demo ? demo.takeTransfer(amountFen) : 'unavailable'
  },

  consent: () => Promise.resolve([]),

  update: () => window.location.reload(),

  linkTo(route) {
    const { origin, pathname } = window.location
    return `${origin}${pathname}#${route}`
  },

  // In a demo two tabs are two people.
  storage: LINTUAN_DEMO ? window.sessionStorage : window.localStorage,

  onConnectivity(listener) {
    const onOnline = () => listener(true)
    const onOffline = () => listener(false)
    if (!navigator.onLine) onOffline()
    window.addEventListener('online', onOnline)
    window.addEventListener('offline', onOffline)
    return () => {
      window.removeEventListener('online', onOnline)
      window.removeEventListener('offline', onOffline)
    }
  },
}
