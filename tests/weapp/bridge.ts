import type MiniProgram from 'miniprogram-automator/out/MiniProgram'
import type { CloudWatch, WeChat } from './host/wechat'

/** What the mini-program's side asks for; `id` names the answer. */
type Ask = (id: number, what: string, ...args: unknown[]) => void

/** In the mini-program; the automator sends these functions as text, so they stand alone. */
interface Inside {
  cloud: Record<string, unknown> & { answer(id: number, what: string, value: unknown): void }
}
declare const wx: Inside
declare const lintuanAsk: Ask

/**
 * Lets a mini-program that runs elsewhere have its cloud and its payment sheets in this process: `wx.cloud` and three
 * methods of `wx` ask over the automator's own connection. WeChat DevTools needs it, where `wx.cloud` would be the real
 * one; everything else there stays as it is.
 */
export async function bridge(mini: MiniProgram, wechat: WeChat): Promise<void> {
  const watches = new Map<number, CloudWatch>()
  const tell = async (id: number, what: string, value: unknown) => {
    const answer = (to: number, kind: string, given: unknown) => wx.cloud.answer(to, kind, given)
    try {
      await mini.evaluate(answer, id, what, value)
    } catch {
      // The phone has gone; nobody waits for the answer.
    }
  }
  const work: Record<string, (id: number, ...args: never[]) => Promise<unknown>> = {
    call: (_id, name: string, data: unknown) => wechat.call(name, data),
    watch: async (id, collection: string, query: Record<string, unknown>) => {
      const onDocs = (docs: unknown[]) => void tell(id, 'docs', docs)
      watches.set(
        id,
        wechat.watch(collection, query, onDocs, (error) => void tell(id, 'error', error.message)),
      )
    },
    unwatch: async (id) => watches.get(id)?.close(),
    pay: (_id, prepay: string) => wechat.pay(prepay.replace('prepay_id=', '')),
    consent: (_id, templateIds: string[]) => wechat.consent(templateIds),
  }
  await mini.exposeFunction('lintuanAsk', (id: number, what: string, ...args: never[]) => {
    void Promise.resolve(work[what]?.(id, ...args)).then(
      (value) => tell(id, 'done', value ?? null),
      (error: Error) => tell(id, 'failed', error.message),
    )
  })
  await mini.evaluate(replaceCloud)
  await mini.mockWxMethod('requestPayment', function pay(options: { package: string }) {
    return (wx.cloud.ask as (what: string, ...args: unknown[]) => Promise<unknown>)('pay', options.package).then(
      () => ({ errMsg: 'requestPayment:ok' }),
      (error: Error) => ({ errMsg: `requestPayment:fail ${error.message}` }),
    )
  })
  await mini.mockWxMethod('requestSubscribeMessage', function consent({ tmplIds }: { tmplIds: string[] }) {
    const answer: Record<string, string> = { errMsg: 'requestSubscribeMessage:ok' }
    for (const id of tmplIds) answer[id] = 'accept'
    return (wx.cloud.ask as (what: string, ...args: unknown[]) => Promise<unknown>)('consent', tmplIds).then(
      () => answer,
    )
  })
  await mini.mockWxMethod('requestMerchantTransfer', { errMsg: 'requestMerchantTransfer:ok', result: 'success' })
}

function replaceCloud(): void {
  interface Waiting {
    done?(value: unknown): void
    failed?(error: { errMsg: string }): void
    docs?(docs: unknown): void
    error?(error: { errMsg: string }): void
  }
  const waiting: Record<number, Waiting> = {}
  let last = 0
  const ask = (what: string, ...args: unknown[]) =>
    new Promise((done, failed) => {
      const id = ++last
      waiting[id] = { done, failed }
      lintuanAsk(id, what, ...args)
    })
  const watch = (collection: string, query: unknown, on: { onChange(s: object): void; onError(e: object): void }) => {
    const id = ++last
    waiting[id] = { docs: (docs) => on.onChange({ docs, docChanges: [] }), error: (error) => on.onError(error) }
    lintuanAsk(id, 'watch', collection, query)
    return {
      close: () => {
        delete waiting[id]
        lintuanAsk(id, 'unwatch')
        return Promise.resolve()
      },
    }
  }
  wx.cloud.ask = ask
  wx.cloud.answer = (id, what, value) => {
    const { done, failed, docs, error } = waiting[id] ?? {}
    if (what === 'done') done?.(value)
    else if (what === 'failed') failed?.({ errMsg: `cloud.callFunction:fail ${value}` })
    else if (what === 'docs') docs?.(value)
    else error?.({ errMsg: String(value) })
  }
  wx.cloud.init = () => undefined
  wx.cloud.callFunction = ({ name, data }: { name: string; data: unknown }) =>
    ask('call', name, data).then((result) => ({ result, errMsg: 'cloud.callFunction:ok' }))
  wx.cloud.database = () => ({
    collection: (name: string) => ({
      where: (query: unknown) => ({ watch: (on: never) => watch(name, query, on) }),
    }),
  })
}
