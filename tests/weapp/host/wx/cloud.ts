import { readFileSync } from 'node:fs'
import type { Incidents } from '../incidents'
import type { WeChat } from '../wechat'
import { type Api, type Delivery, Fail, type Options, settle } from './calls'
import type { Device } from './device'

interface WatchOptions {
  onChange(snapshot: object): void
  onError(error: object): void
}

/** What `wx.cloud` rejects with when a function failed (documentation of error codes). */
const FUNCTION_FAILED = -504002

/** `wx.cloud` over the services behind this phone. What is not here fails loudly. */
export function cloudApi(wechat: WeChat, device: Device, to: Delivery, incidents: Incidents): object {
  let isReady = false
  const needReady = () => {
    if (!isReady) throw new Error("Cloud API isn't enabled, please call wx.cloud.init first")
  }
  // What was asked before the network went may have been done; its answer is lost.
  device.onNetwork(({ isConnected }) => wechat.network(isConnected))
  const needNetwork = () => {
    if (!device.isOnline) throw new Fail('Error: request:fail net::ERR_INTERNET_DISCONNECTED', { errCode: -1 })
  }
  const serial = (value: unknown) => JSON.parse(JSON.stringify(value ?? {})) as Record<string, unknown>

  const collection = (name: string) => ({
    where: (query: unknown) => ({
      watch: (options: WatchOptions) => openWatch(name, serial(query), options),
    }),
    doc: (id: string) => ({
      watch: (options: WatchOptions) => openWatch(name, { _id: id }, options),
    }),
  })

  function openWatch(name: string, query: Record<string, unknown>, { onChange, onError }: WatchOptions) {
    needReady()
    let first = true
    const watch = wechat.watch(
      name,
      query,
      (docs) => {
        const type = first ? 'init' : undefined
        first = false
        to.guard('uncaught in onChange of a watch', () => onChange(to.inside({ docs, type, docChanges: [] })))
      },
      ({ message }) => to.guard('uncaught in onError of a watch', () => onError(to.inside({ errMsg: message }))),
    )
    return { close: () => Promise.resolve(watch.close()) }
  }

  const api: Record<string, Api> = {
    init: () => {
      isReady = true
    },
    callFunction(options: Options) {
      needReady()
      const { name, data } = options
      const work = async () => {
        needNetwork()
        try {
          const result = await wechat.call(String(name), serial(data))
          needNetwork()
          return { result, requestID: '' }
        } catch (error) {
          if (error instanceof Fail) throw error
          throw new Fail(String((error as Error).message), { errCode: FUNCTION_FAILED })
        }
      }
      return settle('cloud.callFunction', options, work(), to)
    },
    uploadFile(options: Options) {
      needReady()
      const work = async () => {
        needNetwork()
        return {
          fileID: await wechat.upload(String(options.cloudPath), readFileSync(String(options.filePath))),
          statusCode: 200,
        }
      }
      return settle('cloud.uploadFile', options, work(), to)
    },
    database: () => ({
      collection: (name: string) => loud(`wx.cloud.database().collection('${name}')`, collection(name)),
    }),
  }

  function loud(what: string, object: object): object {
    return new Proxy(object, {
      get(target, key) {
        if (key in target || typeof key === 'symbol' || key === 'then' || key === 'toJSON')
          return Reflect.get(target, key)
        return () => {
          const text = `${what}.${key} is not provided by the host`
          incidents.error(text)
          throw new Error(text)
        }
      },
    })
  }
  return loud('wx.cloud', api)
}
