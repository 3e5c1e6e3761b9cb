import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { functionNames } from '../../config/tasks/builds'
import { builtFunctions, demoH5, productionH5, root, weapp } from '../../config/tasks/paths'
import { pictureKeys } from '../../config/tasks/pictures'
import { filesBelow } from '../../config/tasks/size'
import { contracts } from '../../src/contract'

/** Every file of the demo carries it (src/cloud/demo). */
const MARKER = 'lintuan-demo'
const KB = 1024
const LARGEST_FUNCTION_KB = 1500

const textOf = (folder: string) =>
  filesBelow(folder)
    .filter((file) => /\.(js|html|css|json|wxml|wxss)$/.test(file))
    .map((file) => readFileSync(file, 'utf8'))

describe('mini-program build', () => {
  const app = JSON.parse(readFileSync(join(weapp, 'app.json'), 'utf8')) as {
    pages: string[]
    subPackages?: { root: string; pages: string[] }[]
    subpackages?: { root: string; pages: string[] }[]
  }
  const subpackages = app.subPackages ?? app.subpackages ?? []

  it('has the pages and the subpackages of leader and operations', () => {
    expect(app.pages[0]).toBe('pages/home/index')
    expect(subpackages.map((sub) => sub.root.replace(/\/$/, '')).sort()).toEqual(['leader', 'ops'])
    for (const page of app.pages) expect(existsSync(join(weapp, `${page}.js`))).toBe(true)
    for (const { root: folder, pages } of subpackages)
      for (const page of pages) expect(existsSync(join(weapp, folder, `${page}.js`))).toBe(true)
  })

  it('opens in WeChat DevTools: project.config.json names the built folders', () => {
    const project = JSON.parse(readFileSync(join(root, 'project.config.json'), 'utf8'))
    expect(join(root, project.miniprogramRoot)).toBe(join(weapp, '/'))
    expect(join(root, project.cloudfunctionRoot)).toBe(join(builtFunctions, '/'))
  })
})

describe('production builds', () => {
  it.each([
    ['mini-program', weapp],
    ['web app', productionH5],
  ])('have nothing of the demo: %s', (_name, folder) => {
    expect(textOf(folder).filter((text) => text.includes(MARKER))).toEqual([])
  })

  it('say in a browser where paying is possible', () => {
    expect(textOf(productionH5).some((text) => text.includes('请在微信中打开'))).toBe(true)
  })

  it('can be told from the demo build, which has it', () => {
    expect(textOf(demoH5).some((text) => text.includes(MARKER))).toBe(true)
  })

  it('ship no schema library to phones', () => {
    // zod names its errors so.
    for (const folder of [weapp, productionH5]) expect(textOf(folder).filter((t) => t.includes('ZodError'))).toEqual([])
  })
})

describe('web app build', () => {
  it('has every picture', () => {
    const keys = pictureKeys()
    for (const folder of [productionH5, demoH5]) {
      for (const kind of ['goods', 'avatars'] as const)
        for (const key of keys[kind]) expect(existsSync(join(folder, 'pictures', kind, `${key}.png`))).toBe(true)
    }
  })
})

describe('cloud functions build', () => {
  it('has a function for every action of the contract', () => {
    const wanted = new Set(Object.keys(contracts).map((action) => action.split('.')[0] as string))
    expect(functionNames()).toEqual(expect.arrayContaining([...wanted]))
  })

  it.each(functionNames())('%s is ready to upload: bundle, config, manifest', (name) => {
    const folder = join(builtFunctions, name)
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    expect(Object.keys(dependencies)).toEqual(['wx-server-sdk'])
    const { permissions } = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))
    const bundle = readFileSync(join(folder, 'index.js'), 'utf8')
    // WeChat refuses an open API that config.json does not ask for (-604101).
    const used = [...bundle.matchAll(/\bopenapi\.(\w+\.\w+)/g)].map(([, api]) => api)
    expect([...new Set(used)]).toEqual(permissions?.openapi ?? [])
    expect(bundle.length / KB).toBeLessThan(LARGEST_FUNCTION_KB)
    expect(bundle).not.toContain(root)
  })
})
