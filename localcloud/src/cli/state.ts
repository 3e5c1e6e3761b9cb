import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type LocalCloud, type Manifest, startLocalCloud } from '../index'
import { positionalsOf, readGiven, UsageError } from './arguments'
import { HELP } from './help'
import { ask, REMOTE, urlOf } from './remote'

/** `localcloud export DIR` and `localcloud import DIR`: of a running cloud, or of the data of one that does not run. */
export async function state(verb: 'export' | 'import', args: string[]): Promise<void> {
  const given = readGiven(args, { ...REMOTE, data: 'text' })
  const { data, help } = given.options
  if (help) {
    process.stdout.write(HELP)
    return
  }
  const [named = ''] = positionalsOf(verb, given.positionals, 'DIR')
  const directory = resolve(named)
  const manifest =
    data === undefined
      ? await ask<Manifest>(urlOf(given), verb, { directory })
      : await offline(data, verb === 'export', (cloud) => cloud[verb](directory))
  const counts = Object.entries(manifest.collections)
  const documents = counts.reduce((sum, [, count]) => sum + count, 0)
  process.stdout.write(`${verb}ed ${documents} documents of ${counts.length} collections: ${directory}\n`)
}

async function offline<T>(data: string, mustExist: boolean, work: (cloud: LocalCloud) => Promise<T>): Promise<T> {
  if (mustExist && !existsSync(data)) throw new UsageError(`--data ${data}: no such directory`)
  const cloud = await startLocalCloud({ data, host: '127.0.0.1' })
  try {
    return await work(cloud)
  } finally {
    await cloud.close()
  }
}
