import type { CallRecord } from '../index'
import { positionalsOf, readGiven, UsageError } from './arguments'
import { HELP } from './help'
import { ask, REMOTE, urlOf } from './remote'

/** `localcloud call NAME [JSON]`: the result goes to stdout, what the function printed to stderr. */
export async function call(args: string[]): Promise<void> {
  const given = readGiven(args, { ...REMOTE, openid: 'text', uid: 'text' })
  const { openid, uid, help } = given.options
  if (help) {
    process.stdout.write(HELP)
    return
  }
  const [name = '', text = '{}'] = positionalsOf('call', given.positionals, 'NAME', '[JSON]')
  const identity = openid === undefined && uid === undefined ? {} : { identity: { openid, uid } }
  const url = urlOf(given)
  const record = await ask<CallRecord>(url, 'invoke', { name, event: eventOf(text), ...identity })
  for (const line of record.logs) process.stderr.write(`${line.text}\n`)
  if (record.error !== undefined) throw new Error((await noSuch(url, name)) ?? record.error)
  process.stdout.write(`${JSON.stringify(JSON.parse(record.result ?? 'null'), null, 2)}\n`)
}

/** What there is instead, when there is no function of this name: the platform's own words name neither. */
async function noSuch(url: string, name: string): Promise<string | undefined> {
  const names = (await ask<{ name: string }[]>(url, 'functions')).map((one) => one.name)
  if (names.includes(name)) return undefined
  return `there is no function ${name}; ${names.length > 0 ? `there are ${names.sort().join(', ')}` : 'there are none'}`
}

function eventOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`the event ${text} is not JSON (${(error as Error).message}); expected one like '{"id": 1}'`)
  }
}
