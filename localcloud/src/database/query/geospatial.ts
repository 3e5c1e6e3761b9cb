import { type Geometry, position, readGeometry } from '../geo/geometry'
import { angleTo, intersects, isWithin, isWithinCap } from '../geo/relate'
import { EARTH_RADIUS, type Vector } from '../geo/sphere'
import { isPlainObject } from '../plain'
import { type Condition, leaf } from './condition'
import { badValue, type Operator } from './operator'

/**
 * GeoJSON on a sphere, as the SDK sends it: `$geoIntersects {$geometry}`, `$geoWithin {$geometry | $centerSphere}`,
 * `$nearSphere {$geometry, $minDistance?, $maxDistance?}` (metres). Fields that are no valid geometry do not match.
 * Pairs of plain coordinates and flat shapes, which the SDK cannot send, are refused.
 */

/** Where documents are near to, for the order of their distance. */
export interface Near {
  centre: Vector
  /** Metres, both included. */
  least: number
  most: number
}

const $geoIntersects: Operator = (operand) => {
  const wanted = geometry('$geoIntersects', operand)
  return onGeometry((value) => intersects(value, wanted))
}

const $geoWithin: Operator = (operand) => {
  if (isPlainObject(operand) && operand.$centerSphere !== undefined) return withinCap(operand.$centerSphere)
  const area = geometry('$geoWithin', operand)
  if (area.points.length > 0 || area.lines.length > 0) throw badValue('$geoWithin needs a Polygon or MultiPolygon')
  return onGeometry((value) => isWithin(value, area))
}

function withinCap(operand: unknown): Condition {
  const [centre, radius] = Array.isArray(operand) ? operand : []
  if (typeof radius !== 'number' || !(radius >= 0)) throw badValue('$centerSphere needs a position and radians')
  const at = checked(() => position(centre))
  return onGeometry((value) => isWithinCap(value, at, radius))
}

const $nearSphere: Operator = (operand) => {
  const { centre, least, most } = readNear(operand)
  return onGeometry((value) => {
    const metres = angleTo(value, centre) * EARTH_RADIUS
    return metres >= least && metres <= most
  })
}

/** Reads the operand of `$nearSphere`; throws DatabaseError when it is wrong. */
export function readNear(operand: unknown): Near {
  const { points } = geometry('$nearSphere', operand)
  const [centre] = points
  if (!centre || points.length > 1) throw badValue('$nearSphere needs a Point')
  const { $minDistance, $maxDistance } = operand as Record<string, unknown>
  // The web SDK writes null for a distance that was not given.
  const least = $minDistance ?? 0
  const most = $maxDistance ?? Number.POSITIVE_INFINITY
  if (typeof least !== 'number' || typeof most !== 'number' || least < 0 || most < 0) {
    throw badValue('$minDistance and $maxDistance must be non-negative numbers')
  }
  return { centre, least, most }
}

function geometry(name: string, operand: unknown): Geometry {
  if (!isPlainObject(operand) || operand.$geometry === undefined) throw badValue(`${name} needs a $geometry`)
  return checked(() => readGeometry(operand.$geometry))
}

function checked<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw badValue((error as Error).message)
  }
}

function onGeometry(test: (value: Geometry) => boolean): Condition {
  return leaf((value) => {
    const found = geometryOf(value)
    return found !== undefined && test(found)
  })
}

/** The geometry that a field holds, if it does. */
export function geometryOf(value: unknown): Geometry | undefined {
  if (!isPlainObject(value) || typeof value.type !== 'string') return undefined
  try {
    return readGeometry(value)
  } catch {
    return undefined
  }
}

export const geospatial: Record<string, Operator> = { $geoIntersects, $geoWithin, $nearSphere, $near: $nearSphere }
