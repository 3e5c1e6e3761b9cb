import { join } from 'node:path'
import automator from 'miniprogram-automator'
import { cacheDir, weapp } from '../../config/tasks/paths'
import { makePictures } from '../../config/tasks/pictures'
import { makeWorld, type World, type WorldOptions } from '../functions/world'
import { bridge } from './bridge'
import { closeMirrors } from './host/mirror/mirror'
import { type OpenPhone, openPhone } from './host/open'
import type { WeChat } from './host/wechat'
import { Device } from './host/wx/device'
import { localWeChat } from './local-wechat'
import { Person } from './person'

/**
 * What the tests need that no mini-program can do: a neighbourhood to begin with, other people, the time, and a phone for
 * somebody. This file is all that knows where the phone is.
 *
 * On the host every person has a phone of his own. With WS_ENDPOINT=ws://127.0.0.1:9420 the phone is WeChat DevTools
 * (`cli auto --project . --auto-port 9420`, "do not verify domains" on): there is one, whoever holds it, its `wx.cloud`
 * and payment sheets are answered by the neighbourhood in this process (bridge.ts), and tests of the host itself are left
 * out (`onHost`).
 */
export interface Stage {
  world: World
  /** A new neighbour who has said his phone number; gives his openid. */
  neighbour(): Promise<string>
  /** Opens the mini-program as somebody, by a link. */
  open(who: string, url?: string, options?: OpenOptions): Promise<Person>
  /** Happens while somebody looks at the payment sheet, once. */
  whilePaying(work: () => Promise<void>): void
  /** Makes calls of one cloud function fail, as when it is down, until the returned function is called. */
  breakFunction(name: string): () => void
  /** Lets one cloud function work while its answers are lost on the way, until the returned function is called. */
  loseAnswers(name: string): () => void
  /** Lets live queries fall silent, as in a network that drops what it should deliver. */
  cutWatches(): void
  close(): Promise<void>
}

export interface OpenOptions {
  /** Another build than dist/weapp; only on the host. */
  folder?: string
  /** How much larger than usual he reads in WeChat; only on the host. */
  textScale?: number
}

/** Where WeChat DevTools listens, when it is to be used. */
const endpoint = process.env.WS_ENDPOINT

/** A test that makes sense only where the host runs. */
export const onHost = endpoint ? test.skip : test

export async function makeStage(options: WorldOptions = {}): Promise<Stage> {
  const world = await makeWorld(options)
  const pictures = join(cacheDir, 'weapp', 'pictures')
  if (!endpoint) makePictures(pictures)
  const broken = new Set<string>()
  const silent = new Set<string>()
  const phones: OpenPhone[] = []
  const people: Person[] = []
  let isCut = false
  let inSheet: (() => Promise<void>) | undefined

  const wechatOf = (who: string): WeChat => {
    const wechat = localWeChat(world.cloud, who)
    return {
      ...wechat,
      async call(name, data) {
        if (broken.has(name)) throw new Error('FUNCTION_NOT_FOUND')
        const answer = await wechat.call(name, data)
        if (silent.has(name)) throw new Error('request:fail the answer is lost')
        return answer
      },
      watch: (collection, query, onDocs, onError) =>
        wechat.watch(collection, query, (docs) => !isCut && onDocs(docs), onError),
      async pay(prepayId) {
        const work = inSheet
        inSheet = undefined
        await work?.()
        await wechat.pay(prepayId)
      },
    }
  }

  let neighbours = 0
  return {
    world,
    async neighbour() {
      const _id = `neighbour-${++neighbours}`
      const user = { _id, name: `陈小${neighbours}`, avatar: 'cat-face', phone: '13800001234', roles: ['resident'] }
      await world.cloud.database.insert('users', [{ ...user, createdAt: world.cloud.clock.now() }])
      return _id
    },
    async open(who, url = '/pages/home/index', { folder = weapp, textScale } = {}) {
      const wechat = wechatOf(who)
      let person: Person
      if (endpoint) {
        const mini = await automator.connect({ wsEndpoint: endpoint })
        await bridge(mini, wechat)
        person = new Person(mini)
        await person.launch(url)
      } else {
        const phone = await openPhone({ folder, wechat, url, scene: 1007, device: new Device({ textScale }) }, pictures)
        phones.push(phone)
        person = new Person(await automator.connect({ wsEndpoint: phone.endpoint }), phone)
      }
      people.push(person)
      return person
    },
    whilePaying(work) {
      inSheet = work
    },
    breakFunction(name) {
      broken.add(name)
      return () => broken.delete(name)
    },
    loseAnswers(name) {
      silent.add(name)
      return () => silent.delete(name)
    },
    cutWatches() {
      isCut = true
    },
    async close() {
      for (const person of people) person.disconnect()
      for (const phone of phones) await phone.close()
      await closeMirrors()
      await world.close()
    },
  }
}
