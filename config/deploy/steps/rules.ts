import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { functionNames } from '../../tasks/builds'
import { root } from '../../tasks/paths'
import type { Action, Step } from '../plan'

type Rule = string | Record<string, boolean | string>

const read = <T>(file: string): T => JSON.parse(readFileSync(join(root, 'cloudfunctions', file), 'utf8')) as T

/**
 * Who may read what: cloudfunctions/database.rules.json; every other collection is closed to clients. And which
 * functions clients may call.
 */
export function rulesStep(built: string): Step {
  const rules = read<Record<string, Rule>>('database.rules.json')
  const collections = Object.keys(read<Record<string, unknown>>('database.indexes.json'))
  return {
    id: 'rules',
    title: 'security rules (cloudfunctions/database.rules.json)',
    byHand: 'WeChat DevTools → 云开发 → 数据库 → 权限设置 of each collection, and 云函数 → 权限设置',
    actions: [
      ...collections.map((collection) => collectionRule(collection, rules[collection])),
      functionRule(functionNames().filter((name) => !isForClients(built, name))),
    ],
  }
}

function collectionRule(resource: string, rule: Rule | undefined): Action {
  const base = { resourceType: 'collection', resource }
  if (rule === undefined || typeof rule === 'string') {
    const permission = rule ?? 'ADMINONLY'
    return {
      says: `set permission of collection ${resource} to ${permission}`,
      run: ({ manager }) => manager.permission.modifyResourcePermission({ ...base, permission }),
    }
  }
  // What a rule does not name is allowed to nobody.
  const securityRule = JSON.stringify({ read: false, write: false, ...rule })
  return {
    says: `set permission of collection ${resource} to the custom rule ${securityRule}`,
    run: ({ manager }) => manager.permission.modifyResourcePermission({ ...base, permission: 'CUSTOM', securityRule }),
  }
}

function functionRule(closed: string[]): Action {
  const rule = { '*': { invoke: true }, ...Object.fromEntries(closed.map((name) => [name, { invoke: false }])) }
  const securityRule = JSON.stringify(rule)
  return {
    says: `set the rule of who may call functions to ${securityRule}`,
    run: ({ manager }) =>
      manager.permission.modifyResourcePermission({ resourceType: 'function', permission: 'CUSTOM', securityRule }),
  }
}

/** Only config.json counts here, which no environment changes. */
function isForClients(built: string, name: string): boolean {
  const config = JSON.parse(readFileSync(join(built, name, 'config.json'), 'utf8')) as { clientInvoke?: boolean }
  return config.clientInvoke !== false
}
