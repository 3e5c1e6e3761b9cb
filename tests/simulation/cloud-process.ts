/** The process that `startCloudProcess` forks: a local cloud that does what it is sent. */
import { startLocalCloud } from 'localcloud'
import type { CloudReply, CloudRequest, SimulatedCloud } from './cloud'
import { inProcess } from './cloud-local'

let cloud: SimulatedCloud | undefined

async function handle(request: CloudRequest): Promise<unknown> {
  if (request.op === 'start') {
    cloud = inProcess(await startLocalCloud(request.options))
    return cloud.url
  }
  if (!cloud) throw new Error('the cloud has not been started')
  switch (request.op) {
    case 'insert':
      return cloud.insert(request.collection as never, request.docs as never)
    case 'find':
      return cloud.find(request.collection as never, request)
    case 'count':
      return cloud.count(request.collection as never, request.query)
    case 'addUsers':
      return cloud.addUsers(request.users)
    case 'setClock':
      return cloud.setClock(request.ms)
    case 'stats':
      return cloud.stats()
    case 'close':
      return cloud.close()
  }
}

process.on('message', async ({ id, ...request }: CloudRequest & { id: number }) => {
  const reply: CloudReply = { id }
  try {
    reply.value = await handle(request as CloudRequest)
  } catch (error) {
    reply.error = error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
  process.send?.(reply)
})

// The parent is gone, killed perhaps: nothing is tidied up, so that what is on disk is all there is.
process.on('disconnect', () => process.exit(0))
