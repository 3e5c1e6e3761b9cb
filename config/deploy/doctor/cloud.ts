import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cacheDir } from '../../tasks/paths'
import type { Environment } from '../environment'
import type { Secrets } from '../secrets'
import { installTools } from '../tools'

/** What the doctor asks of a deployed environment. Each rejects when the thing is not there. */
export interface Cloud {
  functionDetail(name: string): Promise<{ timeout: number; variables: string[]; timers: string[] }>
  /** Contract version that a function serves. */
  contractOf(name: string): Promise<{ contract: number; oldestClient: number }>
  indexNames(collection: string): Promise<string[]>
}

interface Detail {
  Timeout: number
  Environment?: { Variables?: { Key: string }[] }
  Triggers?: { TriggerName: string }[]
}

interface Api {
  functions: {
    getFunctionDetail(name: string): Promise<Detail>
    invokeFunction(name: string, event: object): Promise<{ RetMsg: string }>
  }
  database: { describeCollection(name: string): Promise<{ Indexes?: { Name: string }[] }> }
}

/** The environment through @cloudbase/manager-node; undefined without the keys for it. */
export async function openCloud(environment: Environment, secrets: Secrets): Promise<Cloud | undefined> {
  const { TENCENT_SECRET_ID: secretId, TENCENT_SECRET_KEY: secretKey } = secrets
  if (!secretId || !secretKey) return undefined
  await installTools()
  const load = createRequire(join(cacheDir, 'deploy-tools', 'package.json'))
  const Manager = load('@cloudbase/manager-node') as new (options: object) => Api
  const { functions, database } = new Manager({
    ...{ secretId, secretKey },
    ...{ envId: environment.cloudEnv, region: environment.region },
  })
  return {
    async functionDetail(name) {
      const { Timeout, Environment: own, Triggers = [] } = await functions.getFunctionDetail(name)
      return {
        timeout: Timeout,
        variables: (own?.Variables ?? []).map(({ Key }) => Key),
        timers: Triggers.map(({ TriggerName }) => TriggerName),
      }
    },
    async contractOf(name) {
      const { RetMsg } = await functions.invokeFunction(name, { action: 'version' })
      const reply = JSON.parse(RetMsg) as { data?: { contract: number; oldestClient: number } }
      if (!reply.data) throw new Error(`${name} does not tell its version`)
      return reply.data
    },
    async indexNames(collection) {
      const { Indexes = [] } = await database.describeCollection(collection)
      return Indexes.map(({ Name }) => Name)
    },
  }
}
