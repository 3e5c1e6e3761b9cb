import { buildDemoH5, buildFunctions, buildH5, buildWeapp } from './builds'
import { fail, step } from './steps'

const builds: Record<string, [title: string, build: () => Promise<unknown>]> = {
  functions: ['cloud functions → dist/cloudfunctions', buildFunctions],
  weapp: ['mini-program → dist/weapp', buildWeapp],
  h5: ['web app → dist/h5', buildH5],
  demo: ['web app with the demo sign-in → dist/h5-demo', buildDemoH5],
}

const NO_PICTURES =
  'dist/weapp shows marks in place of pictures: LINTUAN_PICTURES, the https address they are served from, is not set. npm run deploy sets it.'

/** `npm run build [-- weapp|h5|functions|demo …]`: all that is deployed when nothing is named. */
async function main(): Promise<void> {
  const named = process.argv.slice(2)
  const unknown = named.find((name) => !builds[name])
  if (unknown) {
    console.error(`npm run build knows ${Object.keys(builds).join(', ')}; not "${unknown}".`)
    process.exit(2)
  }
  for (const name of named.length > 0 ? named : ['functions', 'weapp', 'h5']) {
    const [title, build] = builds[name] as (typeof builds)[string]
    await step(title, build)
    if (name === 'weapp' && !process.env.LINTUAN_PICTURES) console.log(NO_PICTURES)
  }
}

main().catch(fail)
