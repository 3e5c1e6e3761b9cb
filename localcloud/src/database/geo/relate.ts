import { arcs, components, type Geometry, type Polygon, vertices } from './geometry'
import { angle, angleToArc, doCross, isInsideRing, isOnArc, isSame, type Vector } from './sphere'

/** Whether two geometries have a position in common; a border belongs to its polygon. */
export function intersects(a: Geometry, b: Geometry): boolean {
  if (vertices(a).some((point) => covers(b, point)) || vertices(b).some((point) => covers(a, point))) return true
  const others = arcs(b)
  return arcs(a).some((arc) => others.some((other) => doCross(arc, other)))
}

/** Whether a geometry lies entirely in an area: each of its parts in one of the polygons. */
export function isWithin(geometry: Geometry, area: Geometry): boolean {
  return components(geometry).every((part) => area.polygons.some((polygon) => isInside(part, polygon)))
}

/** Whether a geometry lies entirely within an angle (radians) round a position. */
export function isWithinCap(geometry: Geometry, centre: Vector, radius: number): boolean {
  return vertices(geometry).every((point) => angle(point, centre) <= radius)
}

/** Angle (radians) from a position to the nearest one of a geometry: 0 inside a polygon. */
export function angleTo(geometry: Geometry, point: Vector): number {
  if (geometry.polygons.some((polygon) => polygonCovers(polygon, point))) return 0
  const distances = [
    ...geometry.points.map((other) => angle(point, other)),
    ...arcs(geometry).map((arc) => angleToArc(point, arc)),
  ]
  return Math.min(...distances)
}

function isInside(part: Geometry, polygon: Polygon): boolean {
  if (!vertices(part).every((point) => polygonCovers(polygon, point))) return false
  const borders = arcs({ lines: [], polygons: [polygon] })
  if (arcs(part).some((arc) => borders.some((border) => doCross(arc, border)))) return false
  // A hole of the area that lies inside the part.
  const holes = polygon.slice(1)
  return !part.polygons.some((own) =>
    holes.some((hole) => hole.some((point) => polygonCovers(own, point) && !isOnBorder(own, point))),
  )
}

function covers({ points, lines, polygons }: Geometry, point: Vector): boolean {
  return (
    points.some((other) => isSame(other, point)) ||
    arcs({ lines, polygons: [] }).some((arc) => isOnArc(point, arc)) ||
    polygons.some((polygon) => polygonCovers(polygon, point))
  )
}

function polygonCovers(polygon: Polygon, point: Vector): boolean {
  if (isOnBorder(polygon, point)) return true
  const [outer, ...holes] = polygon
  return outer !== undefined && isInsideRing(point, outer) && !holes.some((hole) => isInsideRing(point, hole))
}

function isOnBorder(polygon: Polygon, point: Vector): boolean {
  return arcs({ lines: [], polygons: [polygon] }).some((arc) => isOnArc(point, arc))
}
