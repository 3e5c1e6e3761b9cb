import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from './environment'
import type { SecretName, Secrets } from './secrets'

/** Runtime of WeChat's cloud functions that FUNCTIONS_TARGET of config/tasks/builds.ts stands for. */
export const RUNTIME = 'Nodejs16.13'
/** MB; the SDK and a bundle of 300 KB need about 80. */
export const MEMORY_MB = 256

/** One function as it is deployed. */
export interface DeployedFunction {
  name: string
  folder: string
  /** First hex digits of the SHA-256 of the bundle, to compare with what runs. */
  codeHash: string
  /** Seconds. */
  timeout: number
  triggers: { name: string; type: string; config: string }[]
  /** Open APIs its config.json asks for. */
  openapi: string[]
  /** Whether people's phones may call it. */
  clientInvoke: boolean
  /** Names of environment variables and what they are set to; secrets by name only. */
  variables: Record<string, string | { secret: SecretName }>
}

interface FunctionConfig {
  timeout?: number
  clientInvoke?: boolean
  triggers?: DeployedFunction['triggers']
  permissions?: { openapi?: string[] }
}

/** Every variable a function can be given; each function is given those its code reads. */
function allVariables(environment: Environment): DeployedFunction['variables'] {
  const { appId, pay, transfer, templates } = environment
  return {
    APP_ID: appId,
    SUB_MCH_ID: pay.subMchId,
    TRANSFER_GATEWAY: 'merchant',
    TRANSFER_MCH_ID: transfer.mchId,
    TRANSFER_CERT_SERIAL: transfer.certSerial,
    TRANSFER_PRIVATE_KEY: { secret: 'TRANSFER_PRIVATE_KEY' },
    ...(templates.redPacket
      ? {
          RED_PACKET_TEMPLATE_ID: templates.redPacket,
          RED_PACKET_TEMPLATE_FIELDS: templates.redPacketFields.join(','),
        }
      : {}),
  }
}

/** Reads a built function (dist/cloudfunctions/NAME) as what will be deployed. */
export function describeFunction(built: string, name: string, environment: Environment): DeployedFunction {
  const folder = join(built, name)
  const code = readFileSync(join(folder, 'index.js'), 'utf8')
  const configFile = join(folder, 'config.json')
  const config = existsSync(configFile) ? (JSON.parse(readFileSync(configFile, 'utf8')) as FunctionConfig) : {}
  const read = Object.entries(allVariables(environment)).filter(([variable]) =>
    new RegExp(`\\b${variable}\\b`).test(code),
  )
  return {
    ...{ name, folder, timeout: config.timeout ?? 3, triggers: config.triggers ?? [] },
    codeHash: createHash('sha256').update(code).digest('hex').slice(0, 12),
    openapi: config.permissions?.openapi ?? [],
    clientInvoke: config.clientInvoke !== false,
    variables: Object.fromEntries(read),
  }
}

/** The variables with secrets filled in. @throws Error naming a secret that is missing */
export function fillVariables(variables: DeployedFunction['variables'], secrets: Secrets): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => {
      if (typeof value === 'string') return [name, value]
      const secret = secrets[value.secret]
      if (!secret) throw new Error(`the secret ${value.secret} is missing`)
      return [name, secret]
    }),
  )
}
