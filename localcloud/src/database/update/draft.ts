import { checkName, checkNames } from '../names'
import { isIndex } from '../paths'
import { isPlainObject } from '../plain'
import { DatabaseError } from '../types'

type Container = Record<string, unknown> | unknown[]

/** MongoDB's bound on the nulls a far position adds to an array. */
const MAX_PADDING = 1_500_000

/** A document being changed: the objects on the way to a change are copied once, all others stay shared. */
export class Draft {
  #root: Container
  readonly #owned = new Set<Container>()

  constructor(document: Record<string, unknown>) {
    this.#root = document
  }

  get result(): Container {
    return this.#root
  }

  /** Value at a path; undefined when missing. */
  get(parts: readonly string[]): unknown {
    let value: unknown = this.#root
    for (const part of parts) {
      if (Array.isArray(value)) value = isIndex(part) ? value[Number(part)] : undefined
      else if (isPlainObject(value)) value = value[part]
      else return undefined
    }
    return value
  }

  /**
   * Sets a value, making objects on the way. Throws when the way leads through something that has no fields, or a name
   * cannot be stored.
   */
  set(parts: readonly string[], value: unknown): void {
    parts.forEach(checkName)
    checkNames(value, `${parts.join('.')}.`)
    const parent = this.#open(parts)
    const last = parts[parts.length - 1] as string
    if (!Array.isArray(parent)) {
      parent[last] = value
      return
    }
    const position = arrayPosition(parent, last, parts)
    while (parent.length < position) parent.push(null)
    parent[position] = value
  }

  /** Removes a field; an array keeps its length, the item becomes null. Does nothing when the path is missing. */
  unset(parts: readonly string[]): void {
    if (this.get(parts) === undefined) return
    const parent = this.#open(parts)
    const last = parts[parts.length - 1] as string
    if (Array.isArray(parent)) parent[Number(last)] = null
    else delete parent[last]
  }

  /** The own copy of the object or array that holds the path's last part. */
  #open(parts: readonly string[]): Container {
    let container = this.#own(this.#root)
    this.#root = container
    for (let i = 0; i < parts.length - 1; i++) {
      const part = parts[i] as string
      const key = Array.isArray(container) ? arrayPosition(container, part, parts) : part
      const child: unknown = (container as Record<string | number, unknown>)[key]
      if (child !== undefined && !Array.isArray(child) && !isPlainObject(child)) {
        throw new DatabaseError(
          'DATABASE_REQUEST_FAILED',
          `Cannot create field '${parts[i + 1]}' in element {${part}: ${JSON.stringify(child)}}`,
        )
      }
      const own: Container = child === undefined ? this.#adopt({}) : this.#own(child)
      if (Array.isArray(container)) while (container.length < Number(key)) container.push(null)
      ;(container as Record<string | number, Container>)[key] = own
      container = own
    }
    return container
  }

  #own(container: Container): Container {
    if (this.#owned.has(container)) return container
    return this.#adopt(Array.isArray(container) ? [...container] : { ...container })
  }

  #adopt(container: Container): Container {
    this.#owned.add(container)
    return container
  }
}

function arrayPosition(array: unknown[], part: string, parts: readonly string[]): number {
  if (!isIndex(part)) {
    throw new DatabaseError('DATABASE_REQUEST_FAILED', `Cannot create field '${part}' in an array (${parts.join('.')})`)
  }
  const position = Number(part)
  if (position > array.length + MAX_PADDING) {
    throw new DatabaseError('DATABASE_REQUEST_FAILED', `position ${part} is too far beyond the array's end`)
  }
  return position
}
