import { splitPath, valuesAt } from '../../paths'
import { isPlainObject } from '../../plain'
import type { Document } from '../../types'
import { withField } from '../fields'
import type { StageContext } from '../stage'
import { failed, typeName } from '../values'
import { matchQuery } from './match'

/** MongoDB's radius of the earth, metres. */
const EARTH_RADIUS = 6_378_100
const RADIAN = Math.PI / 180

type Position = [longitude: number, latitude: number]

const OPTIONS = [
  ...['near', 'spherical', 'distanceField', 'query', 'limit', 'num', 'maxDistance', 'minDistance'],
  ...['distanceMultiplier', 'includeLocs', 'key'],
]

/**
 * Documents by distance (metres on the sphere) from a point. The cloud asks for a geo index; here none is needed, and
 * without `key` the first point of each document counts.
 */
export function geoNear(operand: unknown, { source, collection }: StageContext): () => Document[] {
  if (!isPlainObject(operand)) throw failed('$geoNear needs an object')
  const unknown = Object.keys(operand).find((key) => !OPTIONS.includes(key))
  if (unknown !== undefined) throw failed(`Unknown argument to $geoNear: ${unknown}`)
  const { near, distanceField, includeLocs, key } = operand
  const from = positionOf(near)
  if (!from) throw failed('$geoNear requires near to be a GeoJSON point')
  if (typeof distanceField !== 'string') throw failed("$geoNear requires a 'distanceField' option as a String")
  if (includeLocs !== undefined && typeof includeLocs !== 'string') {
    throw failed("$geoNear requires that 'includeLocs' option is a String")
  }
  if (key !== undefined && (typeof key !== 'string' || key === ''))
    throw failed('$geoNear parameter key must be a non-empty string')
  const query = operand.query === undefined ? {} : matchQuery(operand.query)
  const least = numberOption(operand, 'minDistance', 0)
  const most = numberOption(operand, 'maxDistance', Number.POSITIVE_INFINITY)
  const multiplier = numberOption(operand, 'distanceMultiplier', 1)
  const limit = numberOption(operand, 'num', numberOption(operand, 'limit', Number.POSITIVE_INFINITY))
  return () => {
    const found: { document: Document; location: unknown; distance: number }[] = []
    for (const document of source.find(collection, query, {})) {
      const nearest = locationsOf(document, key as string | undefined)
        .map((location) => ({ location, distance: distanceOf(from, positionOf(location) as Position) }))
        .sort((a, b) => a.distance - b.distance)[0]
      if (nearest && nearest.distance >= least && nearest.distance <= most) found.push({ document, ...nearest })
    }
    found.sort((a, b) => a.distance - b.distance)
    return found.slice(0, limit).map(({ document, location, distance }) => {
      const measured = withField(document, splitPath(distanceField), distance * multiplier)
      return includeLocs === undefined ? measured : withField(measured, splitPath(includeLocs), location)
    })
  }
}

function numberOption(options: Document, name: string, otherwise: number): number {
  const value = options[name] ?? otherwise
  if (typeof value !== 'number' || value < 0)
    throw failed(`${name} must be a nonnegative number, found ${typeName(value)}`)
  return value
}

function locationsOf(document: Document, key: string | undefined): unknown[] {
  if (key !== undefined) return valuesAt(document, splitPath(key)).filter((value) => positionOf(value))
  const first = Object.values(document).find((value) => isPlainObject(value) && positionOf(value))
  return first === undefined ? [] : [first]
}

/** Longitude and latitude of a GeoJSON point, or of a pair of numbers. */
function positionOf(value: unknown): Position | undefined {
  const pair = isPlainObject(value) && value.type === 'Point' ? value.coordinates : value
  if (!Array.isArray(pair) || pair.length !== 2 || !pair.every((part) => typeof part === 'number')) return undefined
  return pair as Position
}

/** Metres along the sphere, by the angle between the two directions (as exact for near points as for far ones). */
function distanceOf(a: Position, b: Position): number {
  const [x, y] = [direction(a), direction(b)]
  const cross = [x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]] as const
  const dot = x[0] * y[0] + x[1] * y[1] + x[2] * y[2]
  return Math.atan2(Math.sqrt(cross[0] ** 2 + cross[1] ** 2 + cross[2] ** 2), dot) * EARTH_RADIUS
}

function direction([longitude, latitude]: Position): readonly [number, number, number] {
  const [theta, phi] = [longitude * RADIAN, latitude * RADIAN]
  return [Math.cos(theta) * Math.cos(phi), Math.sin(theta) * Math.cos(phi), Math.sin(phi)]
}
