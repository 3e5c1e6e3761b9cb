import type { LocalCloud } from 'localcloud'
import type { SimulatedCloud } from './cloud'

/** The simulations' view of a local cloud in this process. */
export function inProcess(cloud: LocalCloud): SimulatedCloud {
  return {
    url: cloud.url,
    async insert(collection, docs) {
      if (docs.length > 0) await cloud.database.insert(collection, docs as never)
    },
    find: async (collection, { skip = 0, limit = Number.MAX_SAFE_INTEGER } = {}) =>
      cloud.database.find(collection, {}, { sort: { _id: 1 }, skip, limit }) as never,
    count: async (collection, query) => cloud.database.count(collection, query as never),
    async addUsers(users) {
      await cloud.users.add([...users])
    },
    setClock: (ms) => cloud.clock.set(ms, 1),
    stats: async () => {
      const { user, system } = process.cpuUsage()
      return { ...cloud.stats(), cpuMicros: user + system }
    },
    close: () => cloud.close(),
  }
}
