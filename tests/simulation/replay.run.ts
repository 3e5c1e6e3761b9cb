import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../config/tasks/paths'
import { extract } from './neighbourhood'
import { replay } from './replay'
import type { ReplayState } from './state'

const silent = { write: () => true }
const LEADERS = 4
let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lintuan-replay-test-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const start = (resume: boolean) =>
  replay({ baskets: extract(), leaders: LEADERS, state: dir, resume, progress: silent })

describe('replay of the extract', () => {
  it('reconciles to zero differences and grants red packets', async () => {
    const done = await start(false)
    expect(done.rows.filter((row) => row.differences > 0)).toEqual([])
    expect(done).toMatchObject({ finished: true, differences: 0, orders: extract().length })
    expect(done.redPackets).toBeGreaterThan(10)
  }, 120_000)

  it('reconciles after it was killed half way and resumed', async () => {
    await killedHalfWay(dir)
    const left = JSON.parse(readFileSync(join(dir, 'replay.json'), 'utf8')) as ReplayState
    expect(left.next).toBeGreaterThan(3)
    const done = await start(true)
    expect(done.rows.filter((row) => row.differences > 0)).toEqual([])
    expect(done).toMatchObject({ finished: true, orders: extract().length })
  }, 120_000)
})

/** Runs the same replay in a process group of its own and kills all of it with -9 in the middle of a step. */
function killedHalfWay(state: string): Promise<void> {
  const script = `
    import { extract } from './tests/simulation/neighbourhood'
    import { replay } from './tests/simulation/replay'
    replay({ baskets: extract(), leaders: ${LEADERS}, state: ${JSON.stringify(state)}, resume: false })
  `
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module-typescript', '--eval', script], {
    cwd: root,
    stdio: 'ignore',
  })
  return new Promise((resolve, reject) => {
    const poll = setInterval(() => {
      let next = 0
      try {
        next = (JSON.parse(readFileSync(join(state, 'replay.json'), 'utf8')) as ReplayState).next
      } catch {
        return
      }
      if (next < 5) return
      clearInterval(poll)
      child.kill('SIGKILL')
    }, 5)
    child.on('error', reject)
    child.on('exit', (code) => {
      clearInterval(poll)
      if (code === null) resolve()
      else reject(new Error(`the replay ended by itself with ${code}`))
    })
  })
}
