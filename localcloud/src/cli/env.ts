import { sdkEnv } from '../functions/env'
import { positionalsOf, readGiven } from './arguments'
import { HELP } from './help'
import { REMOTE, urlOf } from './remote'

export const DEFAULT_ENV = 'local-env'

/** Lines for a shell that make the server SDKs of a script talk to the cloud at this address. */
export function shellLines(url: string, env = DEFAULT_ENV): string[] {
  const quoted = (value: string) => (/^[\w./:-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`)
  return Object.entries(sdkEnv(env, url)).map(([name, value]) => `export ${name}=${quoted(value)}`)
}

/** `localcloud env`: prints only what a shell evaluates, whether or not the cloud runs yet. */
export function env(args: string[]): void {
  const given = readGiven(args, { ...REMOTE, env: 'text', json: 'flag' })
  const { options } = given
  if (options.help) {
    process.stdout.write(HELP)
    return
  }
  positionalsOf('env', given.positionals)
  const url = urlOf(given)
  if (options.json) process.stdout.write(`${JSON.stringify(sdkEnv(options.env ?? DEFAULT_ENV, url), null, 2)}\n`)
  else process.stdout.write(`${shellLines(url, options.env).join('\n')}\n`)
}
