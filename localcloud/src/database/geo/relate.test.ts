import fc from 'fast-check'
import { position, readGeometry } from './geometry'
import { angleTo, intersects, isWithin, isWithinCap } from './relate'
import { EARTH_RADIUS } from './sphere'

const point = (lng: number, lat: number) => ({ type: 'Point', coordinates: [lng, lat] })
const line = (...coordinates: number[][]) => ({ type: 'LineString', coordinates })
const box = (west: number, south: number, east: number, north: number) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
const polygon = (...coordinates: number[][][]) => ({ type: 'Polygon', coordinates })
const multi = (...coordinates: number[][][][]) => ({ type: 'MultiPolygon', coordinates })

const SQUARE = polygon(box(-2, -2, 2, 2))
const FRAME = polygon(box(-2, -2, 2, 2), box(-1, -1, 1, 1))
const clockwise = polygon(box(-2, -2, 2, 2).reverse())
const DATE_LINE = polygon(box(178, -2, -178, 2))
const POLE = polygon([
  [0, 80],
  [90, 80],
  [180, 80],
  [-90, 80],
  [0, 80],
])

test.each<[object, object, boolean]>([
  [point(0, 0), SQUARE, true],
  [point(0, 0), clockwise, true],
  [point(3, 0), SQUARE, false],
  [point(180, 0), SQUARE, false],
  [point(2, 0), SQUARE, true],
  [point(-2, -2), SQUARE, true],
  [point(0, 0), FRAME, false],
  [point(1.5, 0), FRAME, true],
  [point(179, 0), DATE_LINE, true],
  [point(-179, 1), DATE_LINE, true],
  [point(0, 0), DATE_LINE, false],
  [point(45, 89), POLE, true],
  [point(45, 70), POLE, false],
  // A parallel of latitude is no great circle: the border bends to the pole.
  [point(45, 2.0005), polygon(box(0, -2, 90, 2)), true],
  [line([0, 0], [1, 1]), SQUARE, true],
  [line([0, 0], [3, 0]), SQUARE, false],
  [line([-1.5, 0], [1.5, 0]), FRAME, false],
  [polygon(box(-1, -1, 1, 1)), SQUARE, true],
  [polygon(box(-1.5, -1.5, 1.5, 1.5)), FRAME, false],
  [polygon(box(-3, -3, 3, 3)), SQUARE, false],
  [
    {
      type: 'MultiPoint',
      coordinates: [
        [0, 0],
        [11, 11],
      ],
    },
    multi([box(-2, -2, 2, 2)], [box(10, 10, 12, 12)]),
    true,
  ],
  [
    {
      type: 'MultiPoint',
      coordinates: [
        [0, 0],
        [5, 5],
      ],
    },
    multi([box(-2, -2, 2, 2)], [box(10, 10, 12, 12)]),
    false,
  ],
])('%j within %j: %s', (geometry, area, expected) => {
  expect(isWithin(readGeometry(geometry), readGeometry(area))).toBe(expected)
})

test.each<[object, object, boolean]>([
  [point(1, 2), point(1, 2), true],
  [point(1, 2), point(1, 2.1), false],
  [point(1, 0), line([0, 0], [2, 0]), true],
  [point(3, 0), line([0, 0], [2, 0]), false],
  [line([-3, 0], [3, 0]), SQUARE, true],
  [line([0, -3], [0, 3]), line([-3, 0], [3, 0]), true],
  [line([0, 1], [0, 3]), line([-3, 0], [3, 0]), false],
  // They cross on the other side of the earth only when drawn on.
  [line([0, -3], [0, 3]), line([177, 0], [-177, 0]), false],
  [polygon(box(1, 1, 3, 3)), SQUARE, true],
  [polygon(box(-0.5, -0.5, 0.5, 0.5)), FRAME, false],
  [polygon(box(-9, -9, 9, 9)), SQUARE, true],
  [SQUARE, polygon(box(-9, -9, 9, 9)), true],
  [polygon(box(-9, -1, 9, 1)), polygon(box(-1, -9, 1, 9)), true],
  [
    {
      type: 'MultiLineString',
      coordinates: [
        [
          [5, 5],
          [6, 6],
        ],
        [
          [0, 0],
          [9, 0],
        ],
      ],
    },
    SQUARE,
    true,
  ],
  [{ type: 'GeometryCollection', geometries: [point(9, 9), point(0, 0)] }, SQUARE, true],
])('%j meets %j: %s', (a, b, expected) => {
  expect(intersects(readGeometry(a), readGeometry(b))).toBe(expected)
  expect(intersects(readGeometry(b), readGeometry(a))).toBe(expected)
})

test.each<[object, [number, number], number]>([
  // A degree of a great circle is 111.3 km.
  [point(0, 1), [0, 0], 111_318],
  [point(180, 0), [0, 0], Math.PI * EARTH_RADIUS],
  [line([-1, 1], [1, 1]), [0, 0], 111_335],
  [line([5, 0], [9, 0]), [0, 0], 556_591],
  [SQUARE, [0, 0], 0],
  [SQUARE, [4, 0], 222_636],
  [FRAME, [0, 0], 111_318],
])('%j is from %j away: %d m', (geometry, [lng, lat], metres) => {
  const distance = angleTo(readGeometry(geometry), position([lng, lat])) * EARTH_RADIUS
  expect(Math.abs(distance - metres)).toBeLessThan(Math.max(1, metres * 0.001))
})

test('a cap is a distance', () => {
  const centre = position([-88, 30])
  expect(isWithinCap(readGeometry(point(-88, 30.001)), centre, 10 / 6378.1)).toBe(true)
  expect(isWithinCap(readGeometry(point(-88, 30.1)), centre, 10 / 6378.1)).toBe(false)
})

test('a point is inside a small box exactly when its coordinates are', () => {
  const lng = fc.double({ min: -170, max: 170, noNaN: true })
  const lat = fc.double({ min: -60, max: 60, noNaN: true })
  // Nobody promises anything about a border: steps that never end on one.
  const shift = fc.integer({ min: -20, max: 20 }).map((n) => n / 1000 + 0.0005)
  fc.assert(
    fc.property(lng, lat, shift, shift, fc.boolean(), (west, south, x, y, back) => {
      const size = 0.01
      const ring = box(west, south, west + size, south + size)
      const area = readGeometry(polygon(back ? ring.reverse() : ring))
      const expected = x > 0 && x < size && y > 0 && y < size
      expect(isWithin(readGeometry(point(west + x, south + y)), area)).toBe(expected)
    }),
    { numRuns: 1000 },
  )
})

test('distances of points follow the haversine formula', () => {
  const place = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }))
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2
  fc.assert(
    fc.property(place, place, ([lng1, lat1], [lng2, lat2]) => {
      const h = half(lat2 - lat1) + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * half(lng2 - lng1)
      const expected = 2 * Math.asin(Math.min(1, Math.sqrt(h)))
      expect(angleTo(readGeometry(point(lng1, lat1)), position([lng2, lat2]))).toBeCloseTo(expected, 6)
    }),
  )
})

test('what lies within an area meets it', () => {
  const coordinate = fc.integer({ min: -20, max: 20 }).map((n) => n / 4)
  const ring = fc
    .tuple(coordinate, coordinate, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
    .map(([west, south, wide, high]) => readGeometry(polygon(box(west, south, west + wide / 4, south + high / 4))))
  fc.assert(
    fc.property(ring, ring, (a, b) => {
      if (isWithin(a, b)) expect(intersects(a, b)).toBe(true)
      expect(intersects(a, b)).toBe(intersects(b, a))
    }),
    { numRuns: 2000 },
  )
})

test.each<[unknown, RegExp]>([
  [{ type: 'Point', coordinates: [-288, 30] }, /out of bounds, lng: -288/],
  [{ type: 'Point', coordinates: [0, 91] }, /out of bounds/],
  [{ type: 'Point', coordinates: ['1', 2] }, /array of two numbers/],
  [{ type: 'Circle', coordinates: [1, 2] }, /unknown GeoJSON type/],
  [{ type: 'LineString', coordinates: [[1, 2]] }, /at least 2/],
  [
    polygon([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]),
    /Loop is not closed/,
  ],
  [null, /unknown GeoJSON type/],
])('%j is no geometry', (value, message) => {
  expect(() => readGeometry(value)).toThrow(message)
})
