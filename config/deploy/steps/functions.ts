import { relative } from 'node:path'
import { functionNames } from '../../tasks/builds'
import { root } from '../../tasks/paths'
import { commandLine } from '../commandLine'
import type { Environment } from '../environment'
import { type DeployedFunction, describeFunction, fillVariables, MEMORY_MB, RUNTIME } from '../functions'
import type { Action, Step } from '../plan'
import type { Tools } from '../tools'

/**
 * Every function: its code through WeChat's own uploader, which is what reads the open-API permissions of config.json;
 * then timeout, memory and variables; then its timers.
 */
export function functionsStep(environment: Environment, built: string): Step {
  const functions = functionNames().map((name) => describeFunction(built, name, environment))
  return {
    id: 'functions',
    title: 'cloud functions (dist/cloudfunctions)',
    byHand:
      'WeChat DevTools: 上传并部署：云端安装依赖 of each folder of dist/cloudfunctions, then 云开发 → 云函数 → 版本与配置',
    actions: functions.flatMap((fn) => [
      upload(environment, fn),
      configure(fn),
      ...fn.triggers.map((trigger) => createTimer(fn, trigger)),
    ]),
  }
}

const account = (environment: Environment, key: string) => [
  ...['--appid', environment.appId, '--project-path', 'dist/weapp', '--private-key-path', key],
  ...['--env', environment.cloudEnv],
]

function upload(environment: Environment, { name, folder, codeHash, openapi }: DeployedFunction): Action {
  const args = (key: string) => [
    ...['cloud', 'functions', 'upload', ...account(environment, key)],
    ...['--name', name, '--path', relative(root, folder), '--remote-npm-install', 'true'],
  ]
  const rights = openapi.length > 0 ? `, open APIs ${openapi.join(' ')}` : ''
  return {
    says: `${commandLine('miniprogram-ci', args('$UPLOAD_KEY_FILE'))}   # code ${codeHash}, ${RUNTIME}${rights}`,
    run: (tools) => tools.command('miniprogram-ci', args(tools.secretFile('UPLOAD_KEY'))),
  }
}

function configure(fn: DeployedFunction): Action {
  const shown = Object.entries(fn.variables).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : `(secret ${value.secret})`}`,
  )
  return {
    says: `set function ${fn.name}: timeout ${fn.timeout} s, memory ${MEMORY_MB} MB, environment ${shown.join(' ') || '(none)'}`,
    run: ({ manager, secret }) =>
      manager.functions.updateFunctionConfig({
        name: fn.name,
        ...{ runtime: RUNTIME, memorySize: MEMORY_MB, timeout: fn.timeout },
        envVariables: fillVariables(fn.variables, secretsOf(fn, secret)),
      }),
  }
}

/** Only the secrets this function reads are looked up. */
function secretsOf({ variables }: DeployedFunction, secret: Tools['secret']) {
  const names = Object.values(variables).flatMap((value) => (typeof value === 'string' ? [] : [value.secret]))
  return Object.fromEntries(names.map((name) => [name, secret(name)]))
}

/** A timer cannot be changed: one of that name goes first. */
function createTimer({ name }: DeployedFunction, trigger: DeployedFunction['triggers'][number]): Action {
  return {
    says: `replace timer ${trigger.name} of function ${name}: ${trigger.config}`,
    async run({ manager }) {
      await manager.functions.deleteFunctionTrigger(name, trigger.name).catch(unlessMissing)
      return await manager.functions.createFunctionTriggers(name, [trigger])
    },
  }
}

function unlessMissing(error: unknown): void {
  if (!/ResourceNotFound/.test(String((error as { code?: string }).code ?? error))) throw error
}
