import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { startLocalCloud } from 'localcloud'
import { inProcess } from '../../tests/simulation/cloud-local'
import { DemoDays } from '../../tests/simulation/demo-days'
import { ENV, functionEnv } from '../../tests/simulation/environment'
import { seedNeighbourhood } from '../../tests/simulation/neighbourhood'
import { buildDemoH5, buildFunctions } from './builds'
import { serveH5 } from './h5server'
import { builtFunctions, dataDir, demoH5, root } from './paths'
import { isAlive } from './stamps'
import { fail, seconds, step } from './steps'

const DAY_MS = 86_400_000
const started = Date.now()
const port = portOf('PORT', 8080)
const cloudPort = portOf('CLOUD_PORT', 8787)
const cloudData = join(dataDir, 'cloud')
/** Written when the neighbourhood is complete: data without it is of a first start that was interrupted. */
const seededNote = join(dataDir, 'seeded')

function portOf(name: string, usual: number): number {
  const text = process.env[name] ?? String(usual)
  const value = Number(text)
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value
  console.error(`${name} must be a port number, not "${text}".`)
  process.exit(2)
}

/** A port that is taken gets a sentence, not a stack. */
function explainPort(error: unknown, name: string, value: number): never {
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    console.error(`Port ${value} is taken. Stop what uses it, or choose another: ${name}=${value + 1} npm start`)
    process.exit(1)
  }
  throw error
}

/** Data that another npm start is using is neither deleted nor shared. */
function refuseSecond(): void {
  const lock = join(cloudData, 'lock')
  if (!existsSync(lock)) return
  const holder = Number(readFileSync(lock, 'utf8'))
  if (!isAlive(holder)) return
  console.error(
    `Lintuan is running already (process ${holder}). Stop it first, or name other data: LINTUAN_DATA=/a/folder`,
  )
  process.exit(1)
}

async function openCloud(fresh: boolean) {
  const now = Date.now()
  const cloud = await startLocalCloud({
    port: cloudPort,
    data: cloudData,
    functions: builtFunctions,
    rules: join(root, 'cloudfunctions/database.rules.json'),
    indexes: join(root, 'cloudfunctions/database.indexes.json'),
    env: ENV,
    functionEnv,
    // A fresh neighbourhood has a past: its clock begins there and catches up while it is filled.
    ...(fresh ? { clock: { now: now - 3 * DAY_MS } } : {}),
  }).catch((error) => explainPort(error, 'CLOUD_PORT', cloudPort))
  return cloud
}

async function main(): Promise<void> {
  const args = process.argv.slice(2)
  const unknown = args.find((arg) => arg !== '--fresh')
  if (unknown) {
    console.error(`npm start knows --fresh, which starts over with new data; not "${unknown}".`)
    process.exit(2)
  }
  refuseSecond()
  if (args.includes('--fresh') || !existsSync(seededNote)) rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir, { recursive: true })
  const fresh = !existsSync(seededNote)

  let h5: Server | undefined
  let cloud: Awaited<ReturnType<typeof openCloud>> | undefined
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    console.log(`\n${signal}: stopping`)
    h5?.close()
    h5?.closeAllConnections()
    await cloud?.close()
    process.exit(0)
  }
  process.on('SIGINT', () => stop('SIGINT').catch(fail))
  process.on('SIGTERM', () => stop('SIGTERM').catch(fail))

  console.log('Lintuan · 邻团')
  await step('cloud functions', buildFunctions)
  await step('web app (the first build takes a minute)', buildDemoH5)
  cloud = await step('local cloud', () => openCloud(fresh))
  const simulated = inProcess(cloud)
  const days = new DemoDays(simulated)
  if (fresh) {
    await step('demo neighbourhood', async () => {
      await seedNeighbourhood(simulated, Date.now())
      await days.past(Date.now())
      await days.today(Date.now(), true)
      await simulated.setClock(Date.now())
      cloud?.clock.follow()
      writeFileSync(seededNote, new Date().toISOString())
    })
  } else if (!(await days.isOpen(Date.now()))) {
    await step('a new day: campaigns of today', () => days.today(Date.now(), false))
  }
  const groupId = await days.groupId()
  days.close()
  const config = { env: ENV, cloudPort, pictureBase: './pictures' }
  h5 = await serveH5(demoH5, port, config).catch((error) => explainPort(error, 'PORT', port))

  const page = (as: string, route: string) => `http://localhost:${port}/?as=${as}#/${route}`
  const lines: [string, string][] = [
    ['resident    居民', page('resident', `pages/group/index?id=${groupId}`)],
    ['leader      团长', page('leader', 'leader/pages/today/index')],
    ['operations  运营', page('ops', 'ops/pages/campaigns/index')],
    ['console     控制台', `http://localhost:${cloudPort}/console`],
  ]
  console.log(`\n${lines.map(([who, link]) => `  ${who}\t${link}`).join('\n')}`)
  const lan = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)
  if (lan) console.log(`  on a phone in this network: the same with ${lan.address} in place of localhost`)
  console.log(
    `\nready in ${seconds(started)}. Data is kept in ${dataDir}; npm start -- --fresh starts over; Ctrl-C stops.`,
  )
}

main().catch(fail)
