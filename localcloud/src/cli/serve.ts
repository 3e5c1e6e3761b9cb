import { relative } from 'node:path'
import { type CallRecord, type LocalCloud, type Reload, startLocalCloud } from '../index'
import { shellLines } from './env'
import { HELP } from './help'
import { DEFAULT_PORT, readServeOptions, type ServeOptions } from './serve-options'

/** `localcloud [options]`: runs until it is told to stop. */
export async function serve(args: string[]): Promise<void> {
  const options = readServeOptions(args)
  if (options === 'help') {
    process.stdout.write(HELP)
    return
  }
  const clock = options.clock === undefined ? {} : { clock: { now: options.clock } }
  const cloud = await startLocalCloud({ warm: true, ...options.cloud, ...clock }).catch((error: unknown) => {
    throw explain(error, options)
  })
  if (options.seed !== undefined) await seed(cloud, options.seed)
  if (options.clock !== undefined) cloud.clock.follow()
  if (!options.cloud.quiet) {
    cloud.onReload(tellReload)
    cloud.onCall(tellCall)
  }
  process.stdout.write(await welcome(cloud, options))
  stopOnSignals(cloud)
}

async function seed(cloud: LocalCloud, directory: string): Promise<void> {
  const counts = await cloud.seed(directory).catch(async (error: unknown) => {
    await cloud.close()
    throw error
  })
  const told = Object.entries(counts).map(([name, count]) => `${name} (${count})`)
  process.stdout.write(`seeded ${told.join(', ')}\n`)
}

function explain(error: unknown, { cloud }: ServeOptions): Error {
  const { code, message } = error as NodeJS.ErrnoException
  const port = cloud.port ?? DEFAULT_PORT
  if (code === 'EADDRINUSE') {
    return new Error(
      `port ${port} is in use by another program; choose another with --port ${port + 1}, or any free one with --port 0`,
    )
  }
  if (code === 'EACCES' && port < 1024) return new Error(`port ${port} may not be used; choose one above 1023`)
  if (code === 'EADDRNOTAVAIL') return new Error(`--host ${cloud.host}: no address of this machine`)
  return new Error(message)
}

async function welcome(cloud: LocalCloud, { cloud: options }: ServeOptions): Promise<string> {
  const { functions } = cloud
  const names = functions.map(({ name, timers }) => {
    const times = timers.map((timer) => `${timer.name} "${timer.expression}"`)
    return times.length > 0 ? `${name} (${times.join(', ')})` : name
  })
  const none = options.functions === undefined ? 'none: name their directory with --functions' : 'none found'
  const lines = [
    ['functions', names.length > 0 ? names.join(', ') : none],
    ['data', options.data === undefined ? 'temporary, gone at the end' : relative('', options.data) || '.'],
    ['console', `${cloud.url}/console`],
  ]
  const shown = lines.map(([name = '', text]) => `  ${name.padEnd(10)} ${text}`)
  return `${shown.join('\n')}

  For scripts with wx-server-sdk or @cloudbase/node-sdk, in their terminal:
${shellLines(cloud.url, options.env)
  .map((line) => `    ${line}`)
  .join('\n')}

ready ${cloud.url} (console ${cloud.url}/console)
`
}

function tellReload({ changed, added, removed, problems, tookMs }: Reload): void {
  const parts = Object.entries({ reloaded: changed, added, removed }).filter(([, names]) => names.length > 0)
  const told = parts.map(([what, names]) => `${what} ${names.join(', ')}`)
  if (told.length > 0) process.stdout.write(`${told.join('; ')} (${Math.round(tookMs)} ms)\n`)
  for (const problem of problems) process.stderr.write(`localcloud: ${problem}\n`)
}

/** What functions print, and why they fail, as one would see it in a terminal. */
function tellCall({ name, logs, error }: CallRecord): void {
  for (const { level, text } of logs) {
    const stream = level === 'error' || level === 'warn' ? process.stderr : process.stdout
    stream.write(`${text.replace(/^/gm, `[${name}] `)}\n`)
  }
  if (error) process.stderr.write(`${`failed: ${error}`.replace(/^/gm, `[${name}] `)}\n`)
}

function stopOnSignals(cloud: LocalCloud): void {
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      cloud.close().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`localcloud: ${(error as Error).message}\n`)
          process.exit(1)
        },
      )
    })
  }
}
