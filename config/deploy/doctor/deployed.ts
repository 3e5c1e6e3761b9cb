import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contracts } from '../../../src/contract'
import { CONTRACT_VERSION } from '../../../src/contract/version'
import { root } from '../../tasks/paths'
import type { DeployedFunction } from '../functions'
import { type Check, type Finding, ok, type Patient, warn, wrong } from './check'

const REDEPLOY = (env: string, only: string) => `npm run deploy -- --env ${env} --only ${only}`

/** Asks the deployed environment, or says that it cannot be asked. */
const asking = (
  title: string,
  ask: (patient: Patient, cloud: NonNullable<Patient['cloud']>) => Promise<Finding[]>,
): Check => ({
  title,
  run: async (patient) =>
    patient.cloud
      ? await ask(patient, patient.cloud)
      : [warn('not asked: TENCENT_SECRET_ID and TENCENT_SECRET_KEY are missing', 'set them and run this again')],
})

const message = (error: unknown) => (error instanceof Error ? error.message : String(error))

export const functionsCheck = asking('deployed functions', ({ functions, environment }, cloud) =>
  Promise.all(
    functions.map(async (fn): Promise<Finding> => {
      const remedy = REDEPLOY(environment.name, 'functions')
      try {
        const differences = differencesOf(fn, await cloud.functionDetail(fn.name))
        return differences.length > 0 ? wrong(`${fn.name}: ${differences.join('; ')}`, remedy) : ok(fn.name)
      } catch (error) {
        return wrong(`${fn.name}: ${message(error)}`, remedy)
      }
    }),
  ),
)

function differencesOf(fn: DeployedFunction, deployed: { timeout: number; variables: string[]; timers: string[] }) {
  const missing = Object.keys(fn.variables).filter((name) => !deployed.variables.includes(name))
  const timers = fn.triggers.map(({ name }) => name).filter((name) => !deployed.timers.includes(name))
  return [
    ...(deployed.timeout === fn.timeout ? [] : [`timeout is ${deployed.timeout} s instead of ${fn.timeout} s`]),
    ...missing.map((name) => `variable ${name} is missing`),
    ...timers.map((name) => `timer ${name} is missing`),
  ]
}

/** Functions that serve actions of the contract. */
const served = [...new Set(Object.keys(contracts).map((action) => action.split('.')[0] as string))]

export const contractCheck = asking('functions against the contract of the app', ({ environment }, cloud) =>
  Promise.all(
    served.map(async (name): Promise<Finding> => {
      const remedy = REDEPLOY(environment.name, 'functions')
      try {
        const { contract, oldestClient } = await cloud.contractOf(name)
        const range = `${name} serves apps of version ${oldestClient} to ${contract}`
        const fits = contract >= CONTRACT_VERSION && oldestClient <= CONTRACT_VERSION
        return fits ? ok(range) : wrong(`${range}; this app is of version ${CONTRACT_VERSION}`, remedy)
      } catch (error) {
        return wrong(`${name}: ${message(error)}`, remedy)
      }
    }),
  ),
)

export const indexesCheck = asking('collections and indexes', async ({ environment }, cloud) => {
  const file = readFileSync(join(root, 'cloudfunctions', 'database.indexes.json'), 'utf8')
  const declared = JSON.parse(file) as Record<string, { name: string }[]>
  const remedy = REDEPLOY(environment.name, 'collections')
  const findings = await Promise.all(
    Object.entries(declared).map(async ([collection, indexes]): Promise<Finding[]> => {
      try {
        const names = await cloud.indexNames(collection)
        return indexes
          .filter(({ name }) => !names.includes(name))
          .map(({ name }) => wrong(`index ${collection}.${name} is missing`, remedy))
      } catch (error) {
        return [wrong(`collection ${collection}: ${message(error)}`, remedy)]
      }
    }),
  )
  const all = findings.flat()
  return all.length > 0 ? all : [ok(`${Object.keys(declared).length} collections`)]
})
