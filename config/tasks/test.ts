import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildDemoH5, buildFunctions, buildH5, buildWeapp } from './builds'
import { CHROMIUM_MISSING, findChromium, installChromium } from './chromium'
import { cacheDir, HOST_PICTURES, root } from './paths'
import { CommandFailed, seconds, show, step } from './steps'

interface JestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  numRuntimeErrorTestSuites: number
}

const total = { passed: 0, failed: 0 }

/** Runs a build as one test: it passes when it ends well. */
async function built(title: string, build: () => Promise<unknown>): Promise<void> {
  try {
    await step(title, build)
    total.passed += 1
  } catch (error) {
    total.failed += 1
    console.error(error instanceof CommandFailed ? error.message : error)
  }
}

/** Runs jest and adds its figures up. A skipped test, and a file that did not run, count as failed. */
async function jest(title: string, args: string[], chromium: string): Promise<void> {
  console.log(`\n── ${title}`)
  const file = join(cacheDir, 'jest', `${title.replace(/\W+/g, '-')}.json`)
  mkdirSync(join(cacheDir, 'jest'), { recursive: true })
  rmSync(file, { force: true })
  const code = await show(
    process.execPath,
    [join(root, 'node_modules/jest/bin/jest.js'), '--json', `--outputFile=${file}`, ...args],
    { CHROMIUM: chromium, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --no-warnings`.trim() },
  )
  if (!existsSync(file)) {
    total.failed += 1
    console.error(`jest ended with ${code} and told nothing`)
    return
  }
  const report = JSON.parse(readFileSync(file, 'utf8')) as JestReport
  const skipped = report.numPendingTests + report.numTodoTests
  if (skipped > 0) console.error(`${skipped} skipped: counted as failed`)
  const failed = report.numFailedTests + skipped + report.numRuntimeErrorTestSuites
  total.passed += report.numPassedTests
  // Jest can fail without a failing test, for example on a snapshot or a leak.
  total.failed += failed === 0 && code !== 0 ? 1 : failed
}

/** `npm test [-- jest arguments]`: with arguments only jest runs, on what is built already. */
async function main(): Promise<void> {
  const started = Date.now()
  const args = process.argv.slice(2)
  let chromium = findChromium()
  if (!chromium) {
    console.log('No Chromium on this machine: installing it with apt-get …')
    if (installChromium()) chromium = findChromium()
  }
  if (!chromium) {
    console.error(CHROMIUM_MISSING)
    console.log('0 passed, 1 failed')
    process.exit(1)
  }
  if (args.length > 0) {
    await jest('chosen', args, chromium)
  } else {
    await built('cloud functions', buildFunctions)
    process.env.LINTUAN_PICTURES ??= HOST_PICTURES
    await built('mini-program, production', buildWeapp)
    await built('web app, production', buildH5)
    await built('web app, demo', buildDemoH5)
    await jest('parts', ['--selectProjects', 'unit', 'localcloud', 'functions', 'builds'], chromium)
    // These measure seconds as a person would: one after the other, with the machine to themselves.
    await jest('whole', ['--selectProjects', 'simulation', 'e2e', 'weapp', '--runInBand'], chromium)
  }
  console.log(`\nDone in ${seconds(started)}`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
  process.exit(total.failed > 0 ? 1 : 0)
}

main()
