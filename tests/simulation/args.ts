import { join, resolve } from 'node:path'

export interface ReplayOptions {
  file: string
  /** Calendar days from the file's first date; all when absent. */
  days?: number
  /** Virtual time per real time; undefined goes as fast as it can. */
  speed?: number
  live: boolean
  json: boolean
  state?: string
  resume: boolean
}

/** A command line that cannot be followed; `message` says why in one sentence. */
export class BadArguments extends Error {
  override name = 'BadArguments'
}

/** The part of the real baskets that is kept with the project: what `--live` shows when no file is named. */
const EXTRACT = join(__dirname, 'data', 'extract.csv')

export const REPLAY_USAGE =
  'npm run replay -- FILE [--days N] [--speed max|N×] [--live] [--json] [--state DIR] [--resume]'

/** Understands the replay's command line; paths are relative to `cwd`. */
export function parseReplayArgs(args: readonly string[], cwd: string): ReplayOptions {
  const options: Partial<ReplayOptions> & Pick<ReplayOptions, 'live' | 'json' | 'resume'> = {
    live: false,
    json: false,
    resume: false,
  }
  const rest = [...args]
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const [name, inline] = arg.startsWith('--')
      ? (arg.split(/=(.*)/s) as [string, string | undefined])
      : [arg, undefined]
    const value = (): string => {
      const found = inline ?? rest.shift()
      if (found === undefined || found === '') throw new BadArguments(`${name} needs a value`)
      return found
    }
    switch (name) {
      case '--days':
        options.days = positive(name, value())
        break
      case '--speed':
        options.speed = parseSpeed(value())
        break
      case '--state':
        options.state = resolve(cwd, value())
        break
      case '--live':
      case '--json':
      case '--resume':
        if (inline !== undefined) throw new BadArguments(`${name} takes no value`)
        options[name.slice(2) as 'live' | 'json' | 'resume'] = true
        break
      default:
        if (name.startsWith('-')) throw new BadArguments(`unknown option ${name}`)
        if (options.file !== undefined) throw new BadArguments(`one file at a time, not also ${arg}`)
        options.file = resolve(cwd, arg)
    }
  }
  if (options.file === undefined && options.live) options.file = EXTRACT
  if (options.file === undefined) throw new BadArguments('no file named')
  if (options.resume && options.state === undefined) throw new BadArguments('--resume needs --state DIR')
  return options as ReplayOptions
}

function positive(name: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new BadArguments(`${name} wants a whole number from 1, not ${text}`)
  return Number(text)
}

function parseSpeed(text: string): number | undefined {
  if (text === 'max') return undefined
  const match = /^(\d+(?:\.\d+)?)[×x]?$/.exec(text)
  if (!match || Number(match[1]) <= 0) throw new BadArguments(`--speed wants max or a factor like 600×, not ${text}`)
  return Number(match[1])
}
