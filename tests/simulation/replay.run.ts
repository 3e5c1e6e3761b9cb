import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../config/tasks/paths'
import { extract } from './neighbourhood'
import type { ReplayState } from './state'

const EXTRACT = join(__dirname, 'data', 'extract.csv')
let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lintuan-replay-test-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

/** `npm run replay` with arguments. `watch` may end it. */
function command(args: string[], watch?: (kill: (signal: NodeJS.Signals) => void) => NodeJS.Timeout) {
  const child = spawn(process.execPath, ['config/tasks/bootstrap.mjs', 'replay', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const text = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => (text.stdout += chunk))
  child.stderr.on('data', (chunk) => (text.stderr += chunk))
  const timer = watch?.((signal) => child.kill(signal))
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(timer)
      resolve({ code, ...text })
    })
  })
}

const steps = () => {
  try {
    return (JSON.parse(readFileSync(join(dir, 'state', 'replay.json'), 'utf8')) as ReplayState).next
  } catch {
    return 0
  }
}

/** Sends a signal as soon as some steps have been done: in the middle of the next one. */
const halfWay = (signal: NodeJS.Signals) => (kill: (signal: NodeJS.Signals) => void) => {
  const timer = setInterval(() => {
    if (steps() < 6) return
    clearInterval(timer)
    kill(signal)
  }, 5)
  return timer
}

const state = () => ['--state', join(dir, 'state')]
const figuresOf = (stdout: string) => JSON.parse(stdout.trim().split('\n').at(-1) as string)

const expected = {
  orders: extract().length,
  lines: extract().reduce((sum, basket) => sum + basket.lines, 0),
  differences: 0,
}

describe('npm run replay', () => {
  it('reconciles the extract to zero differences and ends with its figures', async () => {
    const { code, stdout, stderr } = await command([EXTRACT, '--json'])
    expect(stderr).toContain('0 differences')
    expect(code).toBe(0)
    expect(figuresOf(stdout)).toMatchObject(expected)
    expect(Object.keys(figuresOf(stdout))).toEqual([
      'orders',
      'lines',
      'paidFen',
      'differences',
      'seconds',
      'ordersPerSecond',
      'roundTripsPerOrder',
      'functionCallsPerOrder',
    ])
  }, 180_000)

  it('reconciles after it was killed with -9 half way and resumed', async () => {
    const killed = await command([EXTRACT, ...state()], halfWay('SIGKILL'))
    expect(killed.code).toBeNull()
    expect(steps()).toBeGreaterThanOrEqual(6)
    const { code, stdout, stderr } = await command([EXTRACT, '--json', ...state(), '--resume'])
    expect(stderr).toContain('0 differences')
    expect(code).toBe(0)
    expect(figuresOf(stdout)).toMatchObject(expected)
  }, 180_000)

  it('stops cleanly on Ctrl-C, says how to go on, and will not mix with another file', async () => {
    const stopped = await command([EXTRACT, ...state()], halfWay('SIGINT'))
    expect(stopped.code).toBe(130)
    expect(stopped.stderr).toContain('--resume')
    const again = await command([EXTRACT, ...state()])
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('add --resume')])
    const other = join(dir, 'other.csv')
    writeFileSync(other, 'date,member,item\n2014-01-01,1,soda\n')
    const mixed = await command([other, ...state(), '--resume'])
    expect([mixed.code, mixed.stderr]).toEqual([2, expect.stringContaining('another file')])
  }, 180_000)

  it('names a malformed line and writes nothing', async () => {
    const file = join(dir, 'bad.csv')
    writeFileSync(file, 'date,member,item\n2014-01-01,1,soda\n2014-01-01,2,moon dust\n')
    const { code, stderr } = await command([file, ...state()])
    expect(code).toBe(2)
    expect(stderr).toContain(`${file}:3: expected one of the 167 items`)
    expect(steps()).toBe(0)
  }, 60_000)
})
