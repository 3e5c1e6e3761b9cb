import { parseArgs } from 'node:util'
import { type LocalCloudOptions, startLocalCloud } from './index'

const USAGE = `localcloud --functions DIR [--port N] [--host ADDRESS] [--data DIR] [--rules FILE] [--indexes FILE] [--clock ISO] [--faults FILE]

  --functions DIR  cloud functions: NAME/index.js or NAME/index.ts, with NAME/config.json
  --port N         default 8787; 0 takes any free port
  --host ADDRESS   default 0.0.0.0
  --data DIR       kept between starts; without it everything is gone at the end
  --rules FILE     JSON: collection → {"read": true | false | "expression"}; default: clients read nothing
  --indexes FILE   JSON: collection → [{"name", "keys": {"field": 1}, "unique"?}]
  --clock ISO      the clock starts at this time and runs on; default: real time
  --faults FILE    JSON: {"rules": […], "seed"?, "rates"?}, what goes wrong on purpose
`

const DEFAULT_PORT = 8787

interface CliOptions {
  cloud: LocalCloudOptions
  clock?: number
}

/** Reads the arguments; throws an Error that says which one is wrong. */
export function readArguments(args: string[]): CliOptions | 'help' {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args,
    options: {
      port: text,
      host: text,
      data: text,
      functions: text,
      rules: text,
      indexes: text,
      clock: text,
      faults: text,
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return 'help'
  const port = Number(values.port ?? DEFAULT_PORT)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${values.port}: not a port number`)
  const cloud: LocalCloudOptions = { port }
  for (const name of ['host', 'data', 'functions', 'rules', 'indexes', 'faults'] as const) {
    const value = values[name]
    if (value !== undefined) cloud[name] = value
  }
  if (values.clock === undefined) return { cloud }
  const clock = Date.parse(values.clock)
  if (Number.isNaN(clock)) throw new Error(`--clock ${values.clock}: not an ISO time`)
  return { cloud, clock }
}

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2))
  if (options === 'help') {
    process.stdout.write(USAGE)
    return
  }
  const clock = options.clock === undefined ? {} : { clock: { now: options.clock } }
  const cloud = await startLocalCloud({ warm: true, ...options.cloud, ...clock })
  if (options.clock !== undefined) cloud.clock.follow()
  process.stdout.write(`ready ${cloud.url} (console ${cloud.url}/console)\n`)
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      cloud.close().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      )
    })
  }
}

function fail(error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException
  const text = code === 'EADDRINUSE' ? 'the port is in use by another program; choose one with --port' : message
  process.stderr.write(`localcloud: ${text}\n`)
  process.exit(1)
}

main().catch(fail)
