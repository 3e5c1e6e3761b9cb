import { examine } from '../deploy/doctor'
import type { Finding } from '../deploy/doctor/check'
import { openCloud } from '../deploy/doctor/cloud'
import { BadEnvironment, readEnvironment } from '../deploy/environment'
import { describeFunction } from '../deploy/functions'
import { BadSecrets, readSecrets } from '../deploy/secrets'
import { buildFunctions, functionNames } from './builds'
import { builtFunctions } from './paths'
import { fail } from './steps'

const MARKS: Record<Finding['level'], string> = { ok: '✓', warn: '!', fail: '✗' }

/** `npm run doctor -- --env NAME`: what is missing or wrong in an environment; exit code 1 when something will not work. */
async function main(): Promise<void> {
  const [flag, name, ...rest] = process.argv.slice(2)
  if (flag !== '--env' || !name || rest.length > 0) {
    console.error('npm run doctor -- --env NAME, where config/environments/NAME.ts is the environment to look at.')
    process.exit(2)
  }
  const environment = await readEnvironment(name)
  const secrets = readSecrets(name)
  await buildFunctions()
  const functions = functionNames().map((fn) => describeFunction(builtFunctions, fn, environment))
  const cloud = await openCloud(environment, secrets)
  const results = await examine({ environment, secrets, functions, cloud, now: Date.now() })
  for (const { title, findings } of results) {
    console.log(`\n${title}`)
    for (const { level, says, remedy } of findings) {
      console.log(`  ${MARKS[level]} ${says}`)
      if (remedy) console.log(`    → ${remedy}`)
    }
  }
  const count = (level: Finding['level']) => results.flatMap((r) => r.findings).filter((f) => f.level === level).length
  console.log(`\n${count('ok')} fine, ${count('warn')} to mind, ${count('fail')} wrong`)
  process.exit(count('fail') > 0 ? 1 : 0)
}

main().catch((error: unknown) => {
  if (!(error instanceof BadEnvironment || error instanceof BadSecrets)) fail(error)
  console.error((error as Error).message)
  process.exit(2)
})
