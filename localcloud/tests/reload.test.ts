import { join } from 'node:path'
import type { LocalCloud, Reload } from '../src/index'
import { type Folder, makeFolder } from './folder'
import { startCloud } from './support'

let folder: Folder
let cloud: LocalCloud

beforeEach(async () => {
  folder = makeFolder({
    'functions/plain/index.js': 'exports.main = () => require("../common/word") + "1"',
    'functions/common/word.js': 'module.exports = "a"',
    'functions/typed/index.ts': 'import { word } from "../../shared/word"; export const main = () => word',
    'shared/word.ts': 'export const word: string = "x"',
    'functions/other/index.js': 'let calls = 0; exports.main = () => ++calls',
  })
  cloud = await startCloud({ functions: join(folder.path, 'functions'), watch: true, clock: { now: 0 } })
})
afterEach(async () => {
  await cloud.close()
  folder.close()
})

/** Does something and resolves with the reload that follows, and with how long that took. */
async function reloaded(change: () => void, fits = (_: Reload) => true): Promise<Reload> {
  const began = performance.now()
  const reload = new Promise<Reload>((resolve) => {
    const end = cloud.onReload((one) => {
      if (!fits(one)) return
      end()
      resolve(one)
    })
  })
  change()
  const seen = await reload
  console.info(`${[...seen.changed, ...seen.added, ...seen.removed]} after ${Math.round(performance.now() - began)} ms`)
  return seen
}

const write = (files: Record<string, string>) => () => folder.write(files)

test('the call after a change meets the new code; functions that did not change keep their instances', async () => {
  await expect(cloud.call('plain', {})).resolves.toBe('a1')
  await expect(cloud.call('other', {})).resolves.toBe(1)
  const reload = await reloaded(
    write({ 'functions/plain/index.js': 'exports.main = () => require("../common/word") + "2"' }),
  )
  expect(reload).toMatchObject({ changed: ['plain'], added: [], removed: [], problems: [] })
  await expect(cloud.call('plain', {})).resolves.toBe('a2')
  await expect(cloud.call('other', {})).resolves.toBe(2)
})

test('what a function imports from elsewhere is watched too', async () => {
  await expect(cloud.call('plain', {})).resolves.toBe('a1')
  await reloaded(write({ 'functions/common/word.js': 'module.exports = "b"' }))
  await expect(cloud.call('plain', {})).resolves.toBe('b1')
  await expect(cloud.call('typed', {})).resolves.toBe('x')
  await reloaded(write({ 'shared/word.ts': 'export const word: string = "y"' }))
  await expect(cloud.call('typed', {})).resolves.toBe('y')
})

test('a call under way finishes with the code it began with', async () => {
  const text = (version: number) =>
    `exports.main = ({ until }) => new Promise((done) => {
       const look = () => require('fs').existsSync(until) ? done(${version}) : setTimeout(look, 10)
       look()
     })`
  const until = join(folder.path, 'go')
  await reloaded(write({ 'functions/waits/index.js': text(1) }))
  const old = cloud.call('waits', { until })
  await reloaded(write({ 'functions/waits/index.js': text(2) }))
  const fresh = cloud.call('waits', { until })
  folder.write({ go: '' })
  await expect(Promise.all([old, fresh])).resolves.toEqual([1, 2])
})

test('folders come and go', async () => {
  const come = await reloaded(write({ 'functions/fresh/index.ts': 'export const main = () => "here"' }))
  expect(come.added).toEqual(['fresh'])
  await expect(cloud.call('fresh', {})).resolves.toBe('here')
  const gone = await reloaded(
    () => folder.remove('functions/fresh'),
    ({ removed }) => removed.length > 0,
  )
  expect(gone.removed).toEqual(['fresh'])
  await expect(cloud.call('fresh', {})).rejects.toThrow('FunctionName parameter could not be found')
})

test('config.json takes effect: timeout, variables, triggers', async () => {
  await reloaded(
    write({
      'functions/typed/index.ts': 'export const main = (_: never, c: never) => [process.env.A, c["time_limit_in_ms"]]',
    }),
  )
  const trigger = (minute: number) => ({ name: 'often', type: 'timer', config: `0 ${minute} * * * * *` })
  const config = (minute: number) =>
    JSON.stringify({ timeout: 8, envVariables: { A: String(minute) }, triggers: [trigger(minute)] })
  await reloaded(write({ 'functions/typed/config.json': config(10) }))
  await expect(cloud.call('typed', {})).resolves.toEqual(['10', 8000])
  const firings = async () => {
    const calls: { source: string }[] = await (await fetch(`${cloud.url}/_localcloud/calls?name=typed`)).json()
    return calls.filter(({ source }) => source === 'wx_trigger').length
  }
  await cloud.clock.set(9 * 60_000)
  expect(await firings()).toBe(0)
  await cloud.clock.set(11 * 60_000)
  expect(await firings()).toBe(1)
  await reloaded(write({ 'functions/typed/config.json': config(30) }))
  await cloud.clock.set(90 * 60_000)
  // At 0:30 and at 1:30, and no more at ten past.
  expect(await firings()).toBe(3)
  await reloaded(() => folder.remove('functions/typed/config.json'))
  await cloud.clock.set(200 * 60_000)
  expect(await firings()).toBe(3)
})

test.each([
  ['functions/plain/index.js', 'exports.main = ('],
  ['functions/typed/index.ts', 'export const main = ('],
])('while %s is broken its calls say so, and it works again once mended', async (file, broken) => {
  const name = file.split('/')[1] as string
  const reload = await reloaded(write({ [file]: broken }))
  expect(reload.problems).toEqual([expect.stringContaining(`function ${name} does not load`)])
  await expect(cloud.call(name, {})).rejects.toThrow(file)
  await expect(cloud.call('other', {})).resolves.toBe(1)
  await reloaded(write({ [file]: 'exports.main = () => "mended"' }))
  await expect(cloud.call(name, {})).resolves.toBe('mended')
})

test('a broken configuration is reported and the one before stays in force', async () => {
  const { problems } = await reloaded(write({ 'functions/plain/config.json': '{"timeout": "long"}' }))
  expect(problems).toEqual([expect.stringMatching(/plain\/config\.json:1:13: timeout: expected seconds/)])
  await expect(cloud.call('plain', {})).resolves.toBe('a1')
})

test('cloudbaserc.json beside the directory takes effect', async () => {
  await reloaded(write({ 'functions/plain/index.js': 'exports.main = () => process.env.B' }))
  const functions = [{ name: 'plain', envVariables: { B: 'b' } }]
  await reloaded(write({ 'cloudbaserc.json': JSON.stringify({ functions }) }))
  await expect(cloud.call('plain', {})).resolves.toBe('b')
})
