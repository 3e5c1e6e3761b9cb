import type { Api, Delivery, Family } from './calls'
import { later } from './calls'
import type { Device } from './device'

/** Whether there is a network, and when that changes. */
export function network(device: Device): Family {
  const stops = new Map<Api, () => void>()
  return {
    getNetworkType: later(() => device.network),
    onNetworkStatusChange: (_name: string, to: Delivery) => (listener: Api) => {
      const stop = device.onNetwork((state) =>
        to.guard('uncaught in onNetworkStatusChange', () => void listener(to.inside(state))),
      )
      stops.set(listener, stop)
    },
    offNetworkStatusChange: () => (listener?: Api) => {
      for (const [known, stop] of stops) if (!listener || known === listener) stop()
    },
  }
}
