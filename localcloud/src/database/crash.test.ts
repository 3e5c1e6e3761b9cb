import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Workbench } from './testing'

const bench = new Workbench()
const running = new Set<ChildProcess>()
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL')
  await bench.cleanUp()
})

/** `LOCALCLOUD_KILLS=100` for a long run. */
const KILLS = Number(process.env.LOCALCLOUD_KILLS ?? 6)
/** ms after the last acknowledgement waited for. */
const MOMENTS = [3, 7, 1, 12, 5, 20]
/** Acknowledgements to wait for before a kill; different each time, to hit different moments. */
const patience = (round: number) => 60 + (round % 10) * 37

/** Runs the writer until it has acknowledged `count` writes, then kills it. Returns all it acknowledged. */
async function writeAndKill(dir: string, round: number, count: number): Promise<string[]> {
  const script = join(__dirname, 'fixtures/crash-writer.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, dir, String(round * 1_000_000)], {
    cwd: __dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    // Not at the acknowledgement, which is between two commits, but some time into what follows.
    if (lines.length === count) setTimeout(() => child.kill('SIGKILL'), MOMENTS[round % MOMENTS.length])
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  running.delete(child)
  expect(child.signalCode).toBe('SIGKILL')
  return lines
}

test(
  'after kill -9 every acknowledged write is there and none is half there',
  async () => {
    const dir = bench.dir()
    const inserted: string[] = []
    for (let round = 0; round < KILLS; round++) {
      const lines = await writeAndKill(dir, round, patience(round))
      expect(lines.length).toBeGreaterThanOrEqual(patience(round))
      const last: Record<string, number> = { counter: 0, all: 0 }
      let transfers = 0
      for (const line of lines) {
        const [kind = '', value = ''] = line.split(' ')
        if (kind === 'insert') inserted.push(value)
        else if (kind === 'transfer') transfers++
        else if (kind !== 'ready') last[kind] = Number(value)
      }

      const db = bench.open({ dir })
      const missing = inserted.filter((id) => db.get('c', id)?.text !== 'x'.repeat(200))
      expect(missing).toEqual([])
      expect(db.get('c', 'counter')?.n).toBeGreaterThanOrEqual(last.counter as number)
      const set = db.find('c', { run: 'set' }).map(({ n }) => Number(n))
      expect(set).toHaveLength(20)
      expect(new Set(set).size).toBe(1)
      expect(set[0]).toBeGreaterThanOrEqual(last.all as number)
      const [left, right] = [Number(db.get('c', 'left')?.n), Number(db.get('c', 'right')?.n)]
      expect(left + right).toBe(1000)
      expect(right).toBeGreaterThanOrEqual(transfers)
      expect(db.count('c', { run: 'insert' })).toBe(db.find('c').filter(({ run }) => run === 'insert').length)
      await bench.close(db)
    }
    expect(inserted.length).toBeGreaterThan(KILLS)
  },
  KILLS * 20_000,
)
