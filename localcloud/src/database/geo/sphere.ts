/**
 * Geometry on a sphere: positions are unit vectors, lines are arcs of great circles. Angles are radians.
 */
export type Vector = readonly [number, number, number]
export type Arc = readonly [Vector, Vector]

/** MongoDB's radius of the earth, metres. */
export const EARTH_RADIUS = 6_378_100
/** Positions closer than this are one: about a centimetre. */
const NEAR = 1e-9

/** Rounded before it multiplies, as in MongoDB: distances are then the same to the last digit. */
const RADIAN = Math.PI / 180

/** From degrees. */
export function vector(longitude: number, latitude: number): Vector {
  const [lng, lat] = [longitude * RADIAN, latitude * RADIAN]
  return [Math.cos(lat) * Math.cos(lng), Math.cos(lat) * Math.sin(lng), Math.sin(lat)]
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

function length(a: Vector): number {
  return Math.sqrt(dot(a, a))
}

/** Angle between two positions, exact for small ones. */
export function angle(a: Vector, b: Vector): number {
  return Math.atan2(length(cross(a, b)), dot(a, b))
}

/** Angle between a position and the nearest one of an arc. */
export function angleToArc(point: Vector, [from, to]: Arc): number {
  const normal = cross(from, to)
  const size = length(normal)
  // Over the arc, and not beyond its ends, the way to its circle is the shortest.
  const beside = size > 0 && dot(cross(normal, from), point) >= 0 && dot(cross(to, normal), point) >= 0
  if (beside) return Math.abs(Math.asin(Math.max(-1, Math.min(1, dot(point, normal) / size))))
  return Math.min(angle(point, from), angle(point, to))
}

export function isSame(a: Vector, b: Vector): boolean {
  return angle(a, b) < NEAR
}

export function isOnArc(point: Vector, arc: Arc): boolean {
  return angleToArc(point, arc) < NEAR
}

/** Whether two arcs cross inside, each with its ends on both sides of the other. */
export function doCross([a, b]: Arc, [c, d]: Arc): boolean {
  const [first, second] = [cross(a, b), cross(c, d)]
  const [atC, atD, atA, atB] = [dot(first, c), dot(first, d), dot(second, a), dot(second, b)]
  const edge = NEAR * NEAR
  if ([atC, atD, atA, atB].some((side) => Math.abs(side) < edge)) return false
  // The circles meet twice: the signs below agree only where both arcs pass the same meeting point.
  return atC > 0 !== atD > 0 && atA > 0 !== atB > 0 && atC > 0 !== atA > 0
}

/**
 * Whether a position is inside a closed ring. Of the two areas a ring parts the sphere into, the smaller is its inside,
 * as in MongoDB, whichever way round it goes.
 */
export function isInsideRing(point: Vector, ring: readonly Vector[]): boolean {
  let turns = 0
  for (let i = 0; i + 1 < ring.length; i++) turns += turn(point, ring[i] as Vector, ring[i + 1] as Vector)
  // Seen from inside, the ring goes once round, and the same way as it goes round its area.
  return Math.abs(turns) > Math.PI && turns > 0 === signedArea(ring) > 0
}

/** Angle by which the direction from a point turns between two positions, counter-clockwise positive. */
function turn(point: Vector, from: Vector, to: Vector): number {
  const [first, second] = [cross(point, from), cross(point, to)]
  return Math.atan2(dot(point, cross(first, second)), dot(first, second))
}

/** Area of the smaller side of a ring, positive when it goes counter-clockwise round it. */
function signedArea(ring: readonly Vector[]): number {
  const origin = ring[0] as Vector
  let area = 0
  for (let i = 1; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i] as Vector, ring[i + 1] as Vector]
    area += 2 * Math.atan2(dot(origin, cross(a, b)), 1 + dot(origin, a) + dot(a, b) + dot(b, origin))
  }
  if (area > 2 * Math.PI) return area - 4 * Math.PI
  return area < -2 * Math.PI ? area + 4 * Math.PI : area
}
