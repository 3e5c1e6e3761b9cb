import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build as bundle } from 'esbuild'
import { bareWeapp, builtFunctions, demoH5, productionH5, root, weapp } from './paths'
import { makePictures } from './pictures'
import { inputHash, unlessUnchanged } from './stamps'
import { run } from './steps'

/** Node version that WeChat's cloud functions run on; the machine that builds may be newer. */
export const FUNCTIONS_TARGET = 'node16'

/** Packages that are installed beside a deployed function instead of being bundled into it. */
const INSTALLED_IN_CLOUD = ['wx-server-sdk']

const COMMON_INPUTS = ['package-lock.json', 'tsconfig.json']
const BUILD_INPUTS = [
  ...COMMON_INPUTS,
  'types',
  'config/index.ts',
  'config/taro',
  'babel.config.js',
  'project.config.json',
]
const APP_INPUTS = [...BUILD_INPUTS, 'src']

/** Names of the cloud functions: folders with an entry. */
export function functionNames(): string[] {
  const folder = join(root, 'cloudfunctions')
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'index.ts')))
}

/** Bundles every cloud function into dist/cloudfunctions/NAME/{index.js,config.json,package.json}. */
export function buildFunctions(): Promise<'skip' | 'done'> {
  const inputs = inputHash([...COMMON_INPUTS, 'cloudfunctions', 'src/contract', 'src/domain'], FUNCTIONS_TARGET)
  return unlessUnchanged('functions', inputs, builtFunctions, async () => {
    await Promise.all(functionNames().map(buildFunction))
  })
}

async function buildFunction(name: string): Promise<void> {
  const source = join(root, 'cloudfunctions', name)
  const out = join(builtFunctions, name)
  await bundle({
    entryPoints: [join(source, 'index.ts')],
    outfile: join(out, 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: FUNCTIONS_TARGET,
    external: INSTALLED_IN_CLOUD,
    charset: 'utf8',
    logLevel: 'error',
  })
  mkdirSync(out, { recursive: true })
  const config = join(source, 'config.json')
  writeFileSync(join(out, 'config.json'), existsSync(config) ? readFileSync(config) : '{}\n')
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  const dependencies = Object.fromEntries(INSTALLED_IN_CLOUD.map((pkg) => [pkg, manifest.dependencies[pkg]]))
  writeFileSync(
    join(out, 'package.json'),
    `${JSON.stringify({ name, version: '1.0.0', main: 'index.js', dependencies }, null, 2)}\n`,
  )
}

const taro = (type: 'h5' | 'weapp', env: NodeJS.ProcessEnv) =>
  run(process.execPath, [join(root, 'node_modules/@tarojs/cli/bin/taro'), 'build', '--type', type], {
    cwd: root,
    env: { NODE_ENV: 'production', LINTUAN_DEMO: '', ...env },
  })

/** The mini-program, as it is uploaded: dist/weapp. LINTUAN_ENV and LINTUAN_PICTURES are built into it. */
export function buildWeapp(): Promise<'skip' | 'done'> {
  const { LINTUAN_ENV = '', LINTUAN_PICTURES = '' } = process.env
  const inputs = inputHash(APP_INPUTS, ['weapp', LINTUAN_ENV, LINTUAN_PICTURES])
  return unlessUnchanged('weapp', inputs, weapp, async () => {
    await taro('weapp', {})
  })
}

/** The least a Taro app can be (tests/weapp/bare), built with the same settings. */
export function buildBareWeapp(): Promise<'skip' | 'done'> {
  const source = 'tests/weapp/bare'
  return unlessUnchanged('weapp-bare', inputHash([...BUILD_INPUTS, source], 'weapp-bare'), bareWeapp, async () => {
    await taro('weapp', { LINTUAN_SRC: source, LINTUAN_OUT: relative(root, bareWeapp) })
  })
}

/** The web app without anything of the demo: dist/h5. */
export function buildH5(): Promise<'skip' | 'done'> {
  return unlessUnchanged('h5', inputHash(APP_INPUTS, 'h5'), productionH5, async () => {
    await taro('h5', {})
    makePictures(join(productionH5, 'pictures'))
  })
}

/** The web app with the demo's sign-in and payment sheet: dist/h5-demo. */
export function buildDemoH5(): Promise<'skip' | 'done'> {
  return unlessUnchanged('h5-demo', inputHash(APP_INPUTS, 'h5-demo'), demoH5, async () => {
    await taro('h5', { LINTUAN_DEMO: '1', LINTUAN_OUT: relative(root, demoH5) })
    makePictures(join(demoH5, 'pictures'))
  })
}
