import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheDir } from './paths'
import { unlessUnchanged } from './stamps'

const folder = mkdtempSync(join(tmpdir(), 'lintuan-stamps-'))
const name = `test-${process.pid}`
const out = join(folder, 'out')
let built = 0
const build = async () => {
  built += 1
  mkdirSync(out, { recursive: true })
  writeFileSync(join(out, 'a.js'), 'x')
}

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  rmSync(join(cacheDir, 'stamps', name), { force: true })
})

describe('unlessUnchanged', () => {
  it('builds once for the same inputs', async () => {
    expect(await unlessUnchanged(name, 'one', out, build)).toBe('done')
    expect(await unlessUnchanged(name, 'one', out, build)).toBe('skip')
    expect(built).toBe(1)
  })

  it('builds again when an input changes, or when the output is not what it left', async () => {
    expect(await unlessUnchanged(name, 'two', out, build)).toBe('done')
    writeFileSync(join(out, 'stray.js'), 'y')
    expect(await unlessUnchanged(name, 'two', out, build)).toBe('done')
    expect(await unlessUnchanged(name, 'two', out, build)).toBe('skip')
  })

  it('builds once when it is asked for twice at a time', async () => {
    const before = built
    const both = await Promise.all([1, 2].map(() => unlessUnchanged(name, 'at once', out, build)))
    expect(both.sort()).toEqual(['done', 'skip'])
    expect(built).toBe(before + 1)
  })

  it('builds again after a build that failed', async () => {
    await expect(unlessUnchanged(name, 'three', out, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await unlessUnchanged(name, 'three', out, build)).toBe('done')
  })
})
