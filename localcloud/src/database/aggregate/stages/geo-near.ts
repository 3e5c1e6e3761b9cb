import type { Geometry } from '../../geo/geometry'
import { angleTo } from '../../geo/relate'
import { EARTH_RADIUS } from '../../geo/sphere'
import { splitPath, valuesAt } from '../../paths'
import { isPlainObject } from '../../plain'
import { geometryOf } from '../../query/geospatial'
import type { Document } from '../../types'
import { withField } from '../fields'
import type { StageContext } from '../stage'
import { failed, typeName } from '../values'
import { matchQuery } from './match'

const OPTIONS = [
  ...['near', 'spherical', 'distanceField', 'query', 'limit', 'num', 'maxDistance', 'minDistance'],
  ...['distanceMultiplier', 'includeLocs', 'key'],
]

/**
 * Documents by distance (metres on the sphere) from a point. The cloud asks for a geo index; here none is needed, and
 * without `key` the first geometry of each document counts.
 */
export function geoNear(operand: unknown, { source, collection }: StageContext): () => Document[] {
  if (!isPlainObject(operand)) throw failed('$geoNear needs an object')
  const unknown = Object.keys(operand).find((key) => !OPTIONS.includes(key))
  if (unknown !== undefined) throw failed(`Unknown argument to $geoNear: ${unknown}`)
  const { near, distanceField, includeLocs, key } = operand
  const from = isPlainObject(near) && near.type === 'Point' ? geometryOf(near)?.points[0] : undefined
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
        .map(({ location, geometry }) => ({ location, distance: angleTo(geometry, from) * EARTH_RADIUS }))
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

/** The geometries at a path, or else the first one among a document's fields. */
function locationsOf(document: Document, key: string | undefined): { location: unknown; geometry: Geometry }[] {
  const values = key === undefined ? Object.values(document) : valuesAt(document, splitPath(key))
  const found = values.flatMap((location) => {
    const geometry = geometryOf(location)
    return geometry ? [{ location, geometry }] : []
  })
  return key === undefined ? found.slice(0, 1) : found
}
