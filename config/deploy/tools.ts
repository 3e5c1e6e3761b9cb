import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { cacheDir, root } from '../tasks/paths'
import { run } from '../tasks/steps'
import type { Environment } from './environment'
import type { SecretName, Secrets } from './secrets'

/**
 * Vendors' tools at versions that were read for this, installed on first use into .cache/deploy-tools with install
 * scripts off: together they are larger than everything else the project needs, and only an operator uses them.
 */
export const TOOLS = {
  'miniprogram-ci': '2.1.42',
  '@cloudbase/cli': '2.12.10',
  '@cloudbase/manager-node': '5.6.5',
} as const

const folder = join(cacheDir, 'deploy-tools')

const packages = Object.entries(TOOLS).map(([name, version]) => `${name}@${version}`)
const INSTALL = ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages]
const LOGIN = (id: string, key: string) => ['login', '--apiKeyId', id, '--apiKey', key]

/** The part of @cloudbase/manager-node that is used. */
export interface Manager {
  database: {
    createCollectionIfNotExists(name: string): Promise<unknown>
    describeCollection(name: string): Promise<{ Indexes?: { Name?: string }[] }>
    updateCollection(name: string, indexes: object): Promise<unknown>
  }
  functions: {
    updateFunctionConfig(config: object): Promise<unknown>
    createFunctionTriggers(name: string, triggers: object[]): Promise<unknown>
    deleteFunctionTrigger(name: string, trigger: string): Promise<unknown>
  }
  permission: {
    modifyResourcePermission(options: object): Promise<unknown>
  }
}

/** What actions work with. Tests give their own. */
export interface Tools {
  manager: Manager
  /** Runs a tool's command line. Arguments that name a secret hold its value: they are never shown. */
  command(tool: 'miniprogram-ci' | 'tcb', args: string[]): Promise<unknown>
  /** Writes a secret to a file of this run, for tools that want a file, and returns its path. */
  secretFile(name: SecretName): string
  secret(name: SecretName): string
}

/** Installs what is missing. */
export async function installTools(): Promise<void> {
  const versions = Object.entries(TOOLS)
  const installed = versions.every(([name, version]) => {
    const manifest = join(folder, 'node_modules', name, 'package.json')
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === version
  })
  if (installed) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  await run(npm, INSTALL, { cwd: folder })
}

/** What a deployment does before its first step, as it can be pasted into a shell at the root of the checkout. */
export const preparation = ({ cloudEnv, pictures }: Environment): string[] => [
  `LINTUAN_ENV=${cloudEnv} LINTUAN_PICTURES=${pictures} npm run build`,
  `npm ${INSTALL.join(' ')} --prefix ${relative(root, folder)}`,
  `export PATH="$PWD/${relative(root, folder)}/node_modules/.bin:$PATH"`,
  `tcb ${LOGIN('$TENCENT_SECRET_ID', '$TENCENT_SECRET_KEY').join(' ')}`,
]

/** The installed tools, signed in as the environment's operator. */
export function openTools(environment: Environment, secrets: Secrets): Tools {
  const secret = (name: SecretName): string => {
    const value = secrets[name]
    if (!value) throw new Error(`the secret ${name} is missing; npm run doctor says where to get it`)
    return value
  }
  const load = createRequire(join(folder, 'package.json'))
  const Cloud = load('@cloudbase/manager-node') as new (options: object) => Manager
  const manager = new Cloud({
    secretId: secret('TENCENT_SECRET_ID'),
    secretKey: secret('TENCENT_SECRET_KEY'),
    envId: environment.cloudEnv,
    region: environment.region,
  })
  let signedIn: Promise<unknown> | undefined
  const bin = (name: string) => join(folder, 'node_modules', '.bin', name)
  return {
    manager,
    secret,
    secretFile(name) {
      const file = join(folder, `${environment.name}.${name.toLowerCase()}`)
      writeFileSync(file, secret(name), { mode: 0o600 })
      return file
    },
    async command(tool, args) {
      if (tool === 'tcb') {
        const login = LOGIN(secret('TENCENT_SECRET_ID'), secret('TENCENT_SECRET_KEY'))
        signedIn ??= run(bin('tcb'), login, { cwd: root })
        await signedIn
      }
      return await run(bin(tool), args, { cwd: root })
    },
  }
}
