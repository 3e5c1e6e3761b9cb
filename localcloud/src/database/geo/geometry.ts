import { type Arc, type Vector, vector } from './sphere'

/** Rings of a polygon, the outer one first, each closed. */
export type Polygon = readonly (readonly Vector[])[]

/** What a GeoJSON geometry is made of. */
export interface Geometry {
  points: Vector[]
  lines: Vector[][]
  polygons: Polygon[]
}

type Read = (coordinates: unknown) => Partial<Geometry>

const READERS: Record<string, Read> = {
  Point: (it) => ({ points: [position(it)] }),
  MultiPoint: (it) => ({ points: list(it, 1).map(position) }),
  LineString: (it) => ({ lines: [line(it)] }),
  MultiLineString: (it) => ({ lines: list(it, 1).map(line) }),
  Polygon: (it) => ({ polygons: [polygon(it)] }),
  MultiPolygon: (it) => ({ polygons: list(it, 1).map(polygon) }),
}

/** Reads GeoJSON `{type, coordinates}`, coordinates as [longitude, latitude]. Throws an Error that says what is wrong. */
export function readGeometry(value: unknown): Geometry {
  const { type, coordinates, geometries } = (value ?? {}) as Record<string, unknown>
  if (type === 'GeometryCollection') return merge(list(geometries, 1).map(readGeometry))
  const read = READERS[String(type)]
  if (!read) throw new Error(`unknown GeoJSON type: ${JSON.stringify(value)}`)
  return merge([read(coordinates)])
}

function merge(parts: Partial<Geometry>[]): Geometry {
  return {
    points: parts.flatMap(({ points = [] }) => points),
    lines: parts.flatMap(({ lines = [] }) => lines),
    polygons: parts.flatMap(({ polygons = [] }) => polygons),
  }
}

/** Every corner and end. */
export function vertices({ points, lines, polygons }: Geometry): Vector[] {
  return [...points, ...lines.flat(), ...polygons.flat(2)]
}

/** Every line between two corners. */
export function arcs({ lines, polygons }: Pick<Geometry, 'lines' | 'polygons'>): Arc[] {
  return [...lines, ...polygons.flat()].flatMap((ring) => ring.slice(1).map((to, i): Arc => [ring[i] as Vector, to]))
}

/** A geometry's points, lines and polygons, each alone. */
export function components({ points, lines, polygons }: Geometry): Geometry[] {
  const none = { points: [], lines: [], polygons: [] }
  return [
    ...points.map((point) => ({ ...none, points: [point] })),
    ...lines.map((one) => ({ ...none, lines: [one] })),
    ...polygons.map((one) => ({ ...none, polygons: [one] })),
  ]
}

/** [longitude, latitude] in degrees. */
export function position(value: unknown): Vector {
  const [longitude, latitude] = Array.isArray(value) ? value : []
  if (typeof longitude !== 'number' || typeof latitude !== 'number') {
    throw new Error(`Point must be an array of two numbers, not ${JSON.stringify(value)}`)
  }
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) {
    throw new Error(`longitude/latitude is out of bounds, lng: ${longitude} lat: ${latitude}`)
  }
  return vector(longitude, latitude)
}

function line(value: unknown): Vector[] {
  return list(value, 2).map(position)
}

function polygon(value: unknown): Polygon {
  return list(value, 1).map((ring) => {
    const ends = list(ring, 4)
    if (JSON.stringify(ends[0]) !== JSON.stringify(ends.at(-1))) {
      throw new Error(`Loop is not closed: ${JSON.stringify(ring)}`)
    }
    return ends.map(position)
  })
}

function list(value: unknown, least: number): unknown[] {
  if (Array.isArray(value) && value.length >= least) return value
  throw new Error(`GeoJSON coordinates must be an array of at least ${least}, not ${JSON.stringify(value)}`)
}
