import { join } from 'node:path'
import { buildWeapp } from './builds'
import { CHROMIUM_MISSING, findChromium } from './chromium'
import { HOST_PICTURES, root } from './paths'
import { fail, show, step } from './steps'

/**
 * `npm run test:weapp [-- jest arguments]`: the mini-program's tests on the built mini-program; with
 * WS_ENDPOINT=ws://127.0.0.1:9420 in WeChat DevTools in place of the host.
 */
async function main(): Promise<void> {
  const chromium = findChromium()
  if (!chromium && !process.env.WS_ENDPOINT) {
    console.error(CHROMIUM_MISSING)
    process.exit(1)
  }
  // In WeChat DevTools nobody serves pictures; on the host the tests do.
  if (!process.env.WS_ENDPOINT) process.env.LINTUAN_PICTURES ??= HOST_PICTURES
  await step('mini-program, production', buildWeapp)
  const args = [join(root, 'node_modules/jest/bin/jest.js'), '--selectProjects', 'weapp', '--runInBand']
  process.exit(
    await show(process.execPath, [...args, ...process.argv.slice(2)], chromium ? { CHROMIUM: chromium } : {}),
  )
}

main().catch(fail)
