import { type ChildProcess, spawn } from 'node:child_process'

const HEARTBEAT_MS = 10_000
const TAIL_LINES = 60

/** Seconds since `from`, as people read them. */
export function seconds(from: number): string {
  const s = (Date.now() - from) / 1000
  return s < 10 ? `${s.toFixed(1)} s` : `${Math.round(s)} s`
}

/** Runs one step of a command with a line that says how long it takes; `skip` from the work means there was nothing to do. */
export async function step<T>(title: string, work: () => Promise<T> | T): Promise<T> {
  const started = Date.now()
  const tty = process.stdout.isTTY
  const show = (end: string) => process.stdout.write(tty ? `\r\x1b[2K${end}` : `${end}\n`)
  show(tty ? `  … ${title}` : `  … ${title}`)
  const timer = setInterval(() => show(`  … ${title} (${seconds(started)})`), tty ? 500 : HEARTBEAT_MS)
  try {
    const result = await work()
    show(`  ✓ ${title}${result === 'skip' ? ' (unchanged)' : ` ${seconds(started)}`}${tty ? '\n' : ''}`)
    return result
  } catch (error) {
    show(`  ✗ ${title} ${seconds(started)}${tty ? '\n' : ''}`)
    throw error
  } finally {
    clearInterval(timer)
  }
}

/** A command that ended with something else than 0; `message` has the end of what it printed. */
export class CommandFailed extends Error {}

const running = new Set<ChildProcess>()

/** A command that is stopped takes what it started with it. */
function endWithUs(child: ChildProcess): void {
  if (running.size === 0) process.once('exit', () => running.forEach((one) => void one.kill('SIGTERM')))
  running.add(child)
  child.once('close', () => running.delete(child))
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(1))
  }
}

/**
 * Runs a program quietly and returns what it printed.
 * @throws CommandFailed with the last lines of its output.
 */
export function run(command: string, args: string[], options: { env?: NodeJS.ProcessEnv; cwd?: string } = {}) {
  return new Promise<string>((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    endWithUs(child)
    let output = ''
    const take = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output)
      else {
        const tail = output.trimEnd().split('\n').slice(-TAIL_LINES).join('\n')
        reject(new CommandFailed(`${tail}\n${command} ${args.join(' ')}: ended with ${signal ?? code}`))
      }
    })
  })
}

/** Runs a program with its output shown as it comes; returns its exit code (1 when a signal ended it). */
export function show(command: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] })
    endWithUs(child)
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/** Ends a command: an expected failure is told in its own words, another with its stack. */
export function fail(error: unknown): never {
  if (error instanceof CommandFailed) console.error(error.message)
  else console.error(error)
  process.exit(1)
}
