import { BadArguments, readDeployArguments } from '../deploy/arguments'
import { BadEnvironment, type Environment, readEnvironment } from '../deploy/environment'
import { deployPlan, type Step } from '../deploy/plan'
import { BadSecrets, readSecrets } from '../deploy/secrets'
import { installTools, openTools, preparation } from '../deploy/tools'
import { buildFunctions, buildH5, buildWeapp } from './builds'
import { builtFunctions, productionH5, weapp } from './paths'
import { fail, step } from './steps'

/** `npm run deploy -- --env NAME [--dry-run] [--only …]`: builds and puts an environment into WeChat Cloud. */
async function main(): Promise<void> {
  const { env, dryRun, only } = readDeployArguments(process.argv.slice(2))
  const environment = await readEnvironment(env)
  await build(environment, only)
  const plan = deployPlan(environment, { functions: builtFunctions, weapp, h5: productionH5 })
  const steps = plan.filter(({ id }) => only.includes(id))
  if (dryRun) print(environment, steps)
  else await deploy(environment, steps)
}

/** What is deployed is made for this environment: its cloud and its pictures are part of the mini-program. */
async function build(environment: Environment, only: Step['id'][]): Promise<void> {
  process.env.LINTUAN_ENV = environment.cloudEnv
  process.env.LINTUAN_PICTURES = environment.pictures
  await step('building cloud functions', buildFunctions)
  if (only.includes('web')) await step('building the web app', buildH5)
  // The uploader of functions wants a project, too.
  if (only.includes('miniprogram') || only.includes('functions')) await step('building the mini-program', buildWeapp)
}

function print(environment: Environment, steps: Step[]): void {
  const { name, cloudEnv, region } = environment
  console.log(`\nWould deploy "${name}" to the cloud environment ${cloudEnv} in ${region}, in this order:`)
  console.log('\n0. what is deployed, and the tools')
  for (const says of preparation(environment)) console.log(`   - ${says}`)
  for (const [i, { title, byHand, actions }] of steps.entries()) {
    console.log(`\n${i + 1}. ${title}\n   By hand: ${byHand}`)
    for (const { says } of actions) console.log(`   - ${says}`)
  }
  console.log(
    '\nNothing was changed. $UPLOAD_KEY_FILE is a file with the secret UPLOAD_KEY; other secrets are shown by name.',
  )
}

async function deploy(environment: Environment, steps: Step[]): Promise<void> {
  await step('installing the tools', installTools)
  const tools = openTools(environment, readSecrets(environment.name))
  for (const { title, actions } of steps) {
    console.log(title)
    for (const action of actions) await step(action.says, () => action.run(tools))
  }
  console.log(`\n"${environment.name}" is deployed. Next: npm run doctor -- --env ${environment.name}`)
}

main().catch((error: unknown) => {
  if (!(error instanceof BadArguments || error instanceof BadEnvironment || error instanceof BadSecrets)) fail(error)
  console.error((error as Error).message)
  process.exit(2)
})
