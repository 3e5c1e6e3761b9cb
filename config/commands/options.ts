import { isUtf8 } from 'node:buffer'
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { MalformedInput } from './json'

/** What a command prints and ends with; nothing is printed before all of it is known. */
export interface Outcome {
  code: 0 | 2
  out: string
  error: string
}

/** A command line that cannot be followed. */
export class BadUsage extends Error {
  override name = 'BadUsage'
}

/** Reads `--NAME FILE [--json]`, in any order, also as `--NAME=FILE`. */
export function fileOption(name: string, args: readonly string[]): { file: string; json: boolean } {
  let file: string | undefined
  let json = false
  const rest = [...args]
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--json') json = true
    else if (arg === `--${name}` || arg.startsWith(`--${name}=`)) {
      if (file !== undefined) throw new BadUsage(`--${name} is there twice`)
      file = arg === `--${name}` ? rest.shift() : arg.slice(name.length + 3)
      if (!file || file.startsWith('--')) throw new BadUsage(`--${name} needs a file`)
    } else throw new BadUsage(`unknown argument ${arg}`)
  }
  if (file === undefined) throw new BadUsage(`--${name} FILE is missing`)
  return { file, json }
}

/**
 * Text of a file named relative to where the command was typed.
 * @throws MalformedInput when there is none, or it is not UTF-8
 */
export function readInput(file: string, cwd: string): string {
  const path = resolve(cwd, file)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true)
    throw new MalformedInput(`${file}: no such file`)
  const bytes = readFileSync(path)
  if (isUtf8(bytes)) return bytes.toString('utf8')
  const lines = bytes.toString('latin1').split('\n')
  const line = lines.findIndex((text) => !isUtf8(Buffer.from(text, 'latin1'))) + 1
  throw new MalformedInput(`${file}:${line}: expected UTF-8 text`)
}

/** Runs a command's work: what is wrong with its input is told in words, with exit code 2 and nothing on stdout. */
export function outcome(usage: string, work: () => string): Outcome {
  try {
    return { code: 0, out: work(), error: '' }
  } catch (error) {
    if (error instanceof BadUsage) return { code: 2, out: '', error: `${error.message}\nusage: ${usage}` }
    if (error instanceof MalformedInput) return { code: 2, out: '', error: error.message }
    throw error
  }
}

/** Prints an outcome and sets the exit code. */
export function finish({ code, out, error }: Outcome): void {
  if (out) console.log(out)
  if (error) console.error(error)
  process.exitCode = code
}
