import { join } from 'node:path'
import { type LocalCloud, startLocalCloud } from 'localcloud'
import automator from 'miniprogram-automator'
import { builtFunctions, cacheDir, root, weapp } from '../../config/tasks/paths'
import { makePictures } from '../../config/tasks/pictures'
import { NOON } from '../functions/world'
import { jitter } from '../jitter'
import { inProcess } from '../simulation/cloud-local'
import { DemoDays } from '../simulation/demo-days'
import { ENV, functionEnv } from '../simulation/environment'
import { seedNeighbourhood } from '../simulation/neighbourhood'
import { closeMirrors } from './host/mirror/mirror'
import { type OpenPhone, openPhone } from './host/open'
import { Device, type Screen } from './host/wx/device'
import { localWeChat } from './local-wechat'
import { Person } from './person'

const DAY_MS = 86_400_000

/** The demonstration's neighbourhood, for looking at pages: people called resident, leader and operations, full pages. */
export interface Neighbourhood {
  cloud: LocalCloud
  /** The running group. */
  group: string
  open(who: string, url: string, screen?: Screen): Promise<Person>
  close(): Promise<void>
}

export async function openNeighbourhood(): Promise<Neighbourhood> {
  const pictures = join(cacheDir, 'weapp', 'pictures')
  makePictures(pictures)
  // A day with an evening before it, whatever time it is where the tests run: nothing closes or begins anew meanwhile.
  const now = NOON
  const cloud = await startLocalCloud({
    functions: builtFunctions,
    rules: join(root, 'cloudfunctions/database.rules.json'),
    indexes: join(root, 'cloudfunctions/database.indexes.json'),
    env: ENV,
    functionEnv,
    clock: { now: now - 3 * DAY_MS },
    quiet: true,
  })
  const simulated = inProcess(cloud)
  const days = new DemoDays(simulated)
  await seedNeighbourhood(simulated, now)
  await days.past(now)
  await days.today(now, true)
  await simulated.setClock(now)
  cloud.clock.follow()
  const delays = jitter()
  if (delays) cloud.faults.load(delays)
  const group = (await days.groupId()) ?? ''
  days.close()

  const phones: OpenPhone[] = []
  const people: Person[] = []
  return {
    cloud,
    group,
    async open(who, url, screen) {
      const device = new Device(screen)
      const phone = await openPhone({ folder: weapp, wechat: localWeChat(cloud, who), url, device }, pictures)
      phones.push(phone)
      const person = new Person(await automator.connect({ wsEndpoint: phone.endpoint }), phone)
      people.push(person)
      return person
    },
    async close() {
      for (const person of people) person.disconnect()
      for (const phone of phones) await phone.close()
      await closeMirrors()
      await cloud.close()
    },
  }
}
