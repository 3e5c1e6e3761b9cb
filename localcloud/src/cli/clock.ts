import { positionalsOf, readGiven, spanOf, timeOf, UsageError } from './arguments'
import { HELP } from './help'
import { ask, REMOTE, urlOf } from './remote'

/** `localcloud clock …`: shows the clock, after moving it when told to. */
export async function clock(args: string[]): Promise<void> {
  const given = readGiven(args, { ...REMOTE, timers: 'text' })
  if (given.options.help) {
    process.stdout.write(HELP)
    return
  }
  const [verb, value] = positionalsOf('clock', given.positionals, '[set|advance|follow]', '[VALUE]')
  const body = moveOf(verb, value)
  const { timers } = given.options
  const url = urlOf(given)
  const state = await ask<{ now: number; frozen: boolean; speed: number }>(
    url,
    'clock',
    body && { ...body, ...(timers === undefined ? {} : { timers }) },
  )
  const pace = state.frozen
    ? 'stands still'
    : `runs at ${state.speed === 1 ? 'the pace of real time' : `${state.speed} times real time`}`
  process.stdout.write(`${new Date(state.now).toISOString()} (${state.now}), ${pace}\n`)
}

function moveOf(verb: string | undefined, value: string | undefined): object | undefined {
  if (verb === undefined) return undefined
  if (verb === 'set' && value !== undefined) return { set: timeOf('clock set', value) }
  if (verb === 'advance' && value !== undefined) return { advance: spanOf('clock advance', value) }
  if (verb === 'follow') return { follow: value === undefined || value === 'real' ? (value ?? true) : Number(value) }
  throw new UsageError('expected localcloud clock, clock set TIME, clock advance SPAN or clock follow [SPEED | real]')
}
