import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { join } from 'node:path'

const CLI = join(__dirname, '..', 'bin', 'localcloud.mjs')

/** A cloud started by the command line tool, or what that tool had to say when it ended. */
export interface Started {
  child: ChildProcess
  /** Everything printed so far; grows. */
  readonly output: string
  url?: string
  code?: number | null
}

/** Command lines under way; `stopAll` ends those that still run. */
const running = new Set<ChildProcess>()

/** Starts a program; resolves when it is ready or has ended. */
export function startProgram(command: string, args: string[], options: SpawnOptions = {}): Promise<Started> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  running.add(child)
  let output = ''
  return new Promise((resolve) => {
    const started: Started = {
      child,
      get output() {
        return output
      },
    }
    const read = (chunk: Buffer) => {
      output += chunk
      const url = /^ready (\S+)/m.exec(output)?.[1]
      if (url) resolve(Object.assign(started, { url }))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.on('close', (code) => {
      running.delete(child)
      resolve(Object.assign(started, { code }))
    })
  })
}

/** Starts the command line tool of this repository. */
export function start(...args: string[]): Promise<Started> {
  return startProgram(process.execPath, [CLI, ...args])
}

/** Runs it to its end; both outputs apart. */
export function run(
  args: string[],
  options: SpawnOptions = {},
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  running.add(child)
  const texts = { out: '', err: '' }
  child.stdout?.on('data', (chunk: Buffer) => {
    texts.out += chunk
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    texts.err += chunk
  })
  return new Promise((resolve) => {
    child.on('close', (code) => {
      running.delete(child)
      resolve({ code, ...texts })
    })
  })
}

export function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => {
    child.on('exit', (code) => resolve(code))
    child.kill(signal)
  })
}

export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((child) => stop(child, 'SIGKILL')))
}
