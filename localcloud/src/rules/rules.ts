import { isPlainObject } from '../database/match'
import type { Document } from '../database/types'
import { isSystemCollection } from '../server/system'
import type { Identity } from './evaluate'
import type { Node } from './nodes'
import { parseExpression } from './parse'
import { RuleSyntaxError } from './tokens'

export type { Identity } from './evaluate'

export type Operation = 'read' | 'create' | 'update' | 'delete'

/**
 * The platform's four simple permissions (AclTag): READONLY all read, the creator writes; PRIVATE only the creator
 * reads and writes; ADMINWRITE all read; ADMINONLY clients do nothing.
 */
export type SimplePermission = 'READONLY' | 'PRIVATE' | 'ADMINWRITE' | 'ADMINONLY'

/** Custom rules: true, false or an expression for each operation; `write` stands for create, update and delete. */
export type CustomRule = Partial<Record<Operation | 'write', boolean | string>>

/** What clients may do with a collection. */
export type CollectionRule = SimplePermission | CustomRule

/** A decision about one operation: for everything, for nothing, for the caller's own documents, or by an expression. */
export type Permission = 'all' | 'none' | 'own' | Node

const OPERATIONS: readonly Operation[] = ['read', 'create', 'update', 'delete']

const SIMPLE: Record<SimplePermission, [read: Permission, write: Permission]> = {
  READONLY: ['all', 'own'],
  PRIVATE: ['own', 'own'],
  ADMINWRITE: ['all', 'none'],
  ADMINONLY: ['none', 'none'],
}

/** The security rules of all collections. A collection without a rule is ADMINONLY. */
export class Rules {
  private readonly rules = new Map<string, Record<Operation, Permission>>()

  /**
   * @param source where the rules come from, for messages
   * @throws Error that names the source, the collection, the operation and the place in the expression
   */
  constructor(rules: Record<string, CollectionRule>, source = 'security rules') {
    if (typeof rules !== 'object' || rules === null || Array.isArray(rules)) {
      throw new Error(`${source}: must be an object, from collection to rule`)
    }
    for (const [collection, rule] of Object.entries(rules)) {
      this.rules.set(collection, permissions(`${source}: rule of ${collection}`, rule))
    }
  }

  permission(collection: string, operation: Operation): Permission {
    if (isSystemCollection(collection)) return 'none'
    return this.rules.get(collection)?.[operation] ?? 'none'
  }
}

function permissions(where: string, rule: CollectionRule): Record<Operation, Permission> {
  if (typeof rule === 'string') {
    const simple = Object.hasOwn(SIMPLE, rule) ? SIMPLE[rule] : undefined
    if (!simple) throw new Error(`${where}: ${rule} is none of ${Object.keys(SIMPLE).join(', ')}`)
    const [read, write] = simple
    return { read, create: write, update: write, delete: write }
  }
  if (typeof rule !== 'object' || rule === null) throw new Error(`${where}: must be an object or a name`)
  for (const key of Object.keys(rule)) {
    if (key !== 'write' && !OPERATIONS.includes(key as Operation)) {
      throw new Error(`${where}: there is no operation ${key}, only write, ${OPERATIONS.join(', ')}`)
    }
  }
  const decide = (operation: Operation): Permission => {
    const key = rule[operation] === undefined && operation !== 'read' ? 'write' : operation
    return permission(rule[key] ?? false, `${where}, ${key}`)
  }
  return { read: decide('read'), create: decide('create'), update: decide('update'), delete: decide('delete') }
}

function permission(condition: unknown, where: string): Permission {
  if (typeof condition === 'boolean') return condition ? 'all' : 'none'
  if (typeof condition !== 'string') throw new Error(`${where}: must be true, false or an expression`)
  try {
    return parseExpression(condition)
  } catch (error) {
    if (error instanceof RuleSyntaxError) throw new Error(`${where}: ${error.message}`)
    throw error
  }
}

/** The value of `_openid` in documents a client makes: its openid, or the uid of a browser's user without one. */
export function creatorOf({ openid, uid }: Identity): string {
  return openid ?? uid ?? ''
}

/** A query with the constant '{openid}' replaced by who asks, as the platform does. */
export function withIdentity<T>(query: T, identity: Identity): T {
  return replaced(query, creatorOf(identity)) as T
}

function replaced(value: unknown, creator: string): unknown {
  if (value === '{openid}') return creator
  if (Array.isArray(value)) return value.map((item) => replaced(item, creator))
  if (!isPlainObject(value)) return value
  const copy: Document = {}
  for (const [key, item] of Object.entries(value)) copy[key] = replaced(item, creator)
  return copy
}
