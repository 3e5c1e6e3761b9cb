import { angleTo } from './geo/relate'
import { splitPath, valuesAt } from './paths'
import { isPlainObject } from './plain'
import { geometryOf, type Near, readNear } from './query/geospatial'
import type { Document } from './types'

/**
 * The order of a query with `$nearSphere`: the nearest document first. Undefined for a query without; like MongoDB, a
 * sort asked for goes before it.
 */
export function distanceOrder(query: Document): ((a: Document, b: Document) => number) | undefined {
  const found = findNear(query)
  if (!found) return undefined
  const distances = new WeakMap<Document, number>()
  const distance = (document: Document): number => {
    let angle = distances.get(document)
    if (angle === undefined) {
      angle = nearest(document, found.parts, found.near)
      distances.set(document, angle)
    }
    return angle
  }
  return (a, b) => distance(a) - distance(b)
}

function findNear(query: Document): { parts: string[]; near: Near } | undefined {
  for (const field in query) {
    const condition = query[field]
    if (field === '$and' && Array.isArray(condition)) {
      for (const part of condition) {
        const found = isPlainObject(part) ? findNear(part) : undefined
        if (found) return found
      }
    } else if (!field.startsWith('$') && isPlainObject(condition)) {
      const operand = condition.$nearSphere ?? condition.$near
      if (operand !== undefined) return { parts: splitPath(field), near: readNear(operand) }
    }
  }
  return undefined
}

function nearest(document: Document, parts: string[], { centre }: Near): number {
  const angles = valuesAt(document, parts).map((value) => {
    const geometry = geometryOf(value)
    return geometry ? angleTo(geometry, centre) : Number.POSITIVE_INFINITY
  })
  return Math.min(...angles)
}
