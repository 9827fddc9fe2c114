import type { Region } from '@cartage/roads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aTown } from '@cartage/testing'
import { decodePolyline, encodePolyline } from '../src/osrm/polyline.ts'
import { builtRegions, type ServedRoads, serveRoads, tenths, written } from './served-roads.ts'

const cleanUp = new AsyncDisposableStack()
let served: ServedRoads
let city: Region
let town: Region

beforeAll(async () => {
  const { regions } = cleanUp.use(
    await builtRegions({
      gothenburg: { profiles: ['car', 'bike'] },
      'new-quay': { extract: aTown, profiles: ['car', 'anchor-car-1'] },
    }),
  )
  served = cleanUp.use(await serveRoads(regions))
  city = regions.get('gothenburg')!
  town = regions.get('new-quay')!
})
afterAll(async () => cleanUp.disposeAsync())

/** Within the streets of Gothenburg. */
const places: readonly [number, number][] = Array.from({ length: 12 }, (_, index) => [
  11.92 + ((index * 37) % 83) / 1000,
  57.68 + ((index * 53) % 47) / 1000,
])
const asPoints = (list: readonly (readonly [number, number])[]) => list.map(([lon, lat]) => ({ lon, lat }))
const toMicro = (value: number): number => Math.round(value * 1e6) / 1e6

describe('nearest', () => {
  it('answers the places that the region does, nearest first', async () => {
    const { status, json } = await served.ask('/nearest/v1/gothenburg-car/11.97,57.7?number=5')

    const expected = city.nearest(11.97, 57.7, { count: 5 })
    expect(status).toBe(200)
    expect(json.code).toBe('Ok')
    expect(json.waypoints).toEqual(
      expected.map((road) => ({
        hint: expect.stringMatching(/^[\w-]{43}$/),
        name: road.name,
        location: [toMicro(road.lon), toMicro(road.lat)],
        distance: toMicro(road.distanceM),
      })),
    )
  })

  it('looks at roads in a bearing only', async () => {
    const { json } = await served.ask('/nearest/v1/new-quay-car/0.0011,0.0005?number=4&bearings=90,10')

    expect(json.waypoints.map(({ name }: any) => name)).not.toContain('Mill Lane')
    expect(json.waypoints.map(({ name }: any) => name)).toContain('Main Street')
  })
})

describe('route', () => {
  it('is as long as the region says, in the geometry that is asked for', async () => {
    const route = city.route(asPoints(places.slice(0, 4)))!
    const path = `/route/v1/gothenburg-car/${written(places.slice(0, 4))}?overview=full`

    const five = (await served.ask(path)).json.routes[0]
    const six = (await served.ask(`${path}&geometries=polyline6`)).json.routes[0]
    const geojson = (await served.ask(`${path}&geometries=geojson`)).json.routes[0]

    expect(five.duration).toBe(tenths(route.durationS))
    expect(five.distance).toBe(tenths(route.distanceM))
    expect(five.legs.map((leg: any) => [leg.duration, leg.distance])).toEqual(
      route.legs.map((leg) => [tenths(leg.durationS), tenths(leg.distanceM)]),
    )
    const line = route.geometry.map(([lon, lat]) => [toMicro(lon), toMicro(lat)])
    expect(geojson.geometry).toEqual({ type: 'LineString', coordinates: line })
    expect(decodePolyline(six.geometry, 6)).toEqual(line)
    expect(decodePolyline(five.geometry, 5)).toHaveLength(line.length)
  })

  it('has an overview that is simplified without leaving the line, or none', async () => {
    const path = `/route/v1/gothenburg-car/${written(places.slice(0, 2))}?geometries=geojson`

    const full = (await served.ask(`${path}&overview=full`)).json.routes[0].geometry.coordinates
    const simple = (await served.ask(path)).json.routes[0].geometry.coordinates
    const none = (await served.ask(`${path}&overview=false`)).json.routes[0]

    expect(simple.length).toBeLessThan(full.length / 2)
    expect([simple[0], simple.at(-1)]).toEqual([full[0], full.at(-1)])
    const texts = new Set(full.map(String))
    expect(simple.every((point: any) => texts.has(String(point)))).toBe(true)
    expect(none).not.toHaveProperty('geometry')
  })

  it('annotates every segment of its line', async () => {
    const query = '?overview=full&geometries=geojson&annotations=true'
    const { json } = await served.ask(`/route/v1/gothenburg-car/${written(places.slice(0, 2))}${query}`)

    const [route] = json.routes
    const { annotation } = route.legs[0]
    const segments = route.geometry.coordinates.length - 1
    for (const name of ['duration', 'distance', 'speed', 'weight', 'datasources']) {
      expect(annotation[name]).toHaveLength(segments)
    }
    const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)
    expect(Math.abs(sum(annotation.distance) - route.distance)).toBeLessThan(0.05 * segments + 1)
    // Turns cost time and are not in it.
    expect(sum(annotation.duration)).toBeLessThanOrEqual(route.duration + 0.05 * segments)
  })

  it('tells the steps in the words of OSRM', async () => {
    const { json } = await served.ask('/route/v1/new-quay-car/0.0002,0;0.0002,0.001?steps=true')

    const { steps, summary } = json.routes[0].legs[0]
    expect(steps.map((step: any) => step.maneuver.type).at(0)).toBe('depart')
    expect(steps.map((step: any) => step.maneuver.type).at(-1)).toBe('arrive')
    expect(steps[0]).toMatchObject({ mode: 'driving', name: 'Main Street', driving_side: 'right' })
    expect(steps[0].maneuver).toMatchObject({ bearing_before: 0, bearing_after: 270 })
    expect(summary).toContain('Lane')
    const total = steps.reduce((sum: number, step: any) => sum + step.distance, 0)
    expect(total).toBeCloseTo(json.routes[0].distance, 0)
  })

  it('keeps only the legs between the waypoints that are named', async () => {
    const path = `/route/v1/gothenburg-car/${written(places.slice(0, 5))}?steps=true&annotations=duration`

    const all = (await served.ask(path)).json
    const some = (await served.ask(`${path}&waypoints=0;2;4`)).json

    expect(some.routes[0].legs).toHaveLength(2)
    expect(some.waypoints).toEqual([0, 2, 4].map((index) => all.waypoints[index]))
    expect(some.routes[0].geometry).toBe(all.routes[0].geometry)
    expect(some.routes[0].legs[0].distance).toBeCloseTo(
      all.routes[0].legs[0].distance + all.routes[0].legs[1].distance,
      0,
    )
    const types = some.routes[0].legs[0].steps.map((step: any) => step.maneuver.type)
    expect(types.filter((type: string) => type === 'arrive')).toHaveLength(1)
    expect(types.filter((type: string) => type === 'depart')).toHaveLength(1)
  })

  it('turns round at a waypoint, unless it has to go straight on', async () => {
    const path = '/route/v1/new-quay-car/0.0001,0;0.0005,0;0.0001,0?overview=false'

    const free = (await served.ask(path)).json.routes[0]
    const straight = (await served.ask(`${path}&continue_straight=true`)).json.routes[0]

    expect(free.distance).toBeCloseTo(2 * 0.4 * 111.2, 0)
    // On to Mill Lane, High Street and West Lane.
    expect(straight.distance).toBeGreaterThan(400)
  })

  it('comes to the kerb where that is asked for', async () => {
    // North of Main Street, which is on the left of who comes from the west.
    const path = '/route/v1/new-quay-car/0.0001,0;0.0005,0.00005?overview=false'

    const anyhow = (await served.ask(path)).json.routes[0]
    const kerb = (await served.ask(`${path}&approaches=;curb`)).json.routes[0]

    expect(anyhow.distance).toBeCloseTo(0.4 * 111.2, 0)
    expect(kerb.distance).toBeGreaterThan(150)
    expect(kerb.distance).toBe(
      tenths(
        town.route(
          asPoints([
            [0.0001, 0],
            [0.0005, 0.00005],
          ]),
          {
            approaches: ['unrestricted', 'curb'],
          },
        )!.distanceM,
      ),
    )
  })
})

describe('table', () => {
  it('holds what the matrix of the region does', async () => {
    const matrix = city.matrix(asPoints(places))
    const path = `/table/v1/gothenburg-car/${written(places)}?annotations=duration,distance`

    const { json } = await served.ask(path)

    const rows = (cells: Float64Array) =>
      places.map((_, row) => [...cells.subarray(row * 12, (row + 1) * 12)].map(tenths))
    expect(json.code).toBe('Ok')
    expect(json.durations).toEqual(rows(matrix.durationS))
    expect(json.distances).toEqual(rows(matrix.distanceM))
    expect(json.sources).toEqual(json.destinations)
    expect(json.sources).toHaveLength(12)
  })

  it('agrees with route, pair by pair', async () => {
    const { json } = await served.ask(
      `/table/v1/gothenburg-bike/${written(places)}?annotations=duration,distance`,
    )

    for (const [from, to] of [
      [0, 5],
      [5, 0],
      [3, 11],
    ] as const) {
      const pair = written([places[from]!, places[to]!])
      const [route] = (await served.ask(`/route/v1/gothenburg-bike/${pair}?overview=false`)).json.routes
      expect([json.durations[from][to], json.distances[from][to]]).toEqual([route.duration, route.distance])
    }
  })

  it('has the sources and destinations that are named, and durations alone if nothing else is asked', async () => {
    const path = `/table/v1/gothenburg-car/${written(places)}`
    const all = (await served.ask(path)).json

    const { json } = await served.ask(`${path}?sources=3;0&destinations=7;1;2`)

    expect(json).not.toHaveProperty('distances')
    expect(json.durations).toEqual([3, 0].map((row) => [7, 1, 2].map((column) => all.durations[row][column])))
    expect(json.sources).toEqual([3, 0].map((index) => all.sources[index]))
    expect(json.destinations).toEqual([7, 1, 2].map((index) => all.sources[index]))
  })

  it('holds null where there is no way, or a straight line where a speed is given', async () => {
    // The reference profile snaps to islands.
    const path = '/table/v1/new-quay-anchor-car-1/0.0005,0;0.0005,-0.0201?annotations=duration,distance'

    const without = (await served.ask(path)).json
    const input = (await served.ask(`${path}&fallback_speed=10`)).json
    const snapped = (await served.ask(`${path}&fallback_speed=10&fallback_coordinate=snapped`)).json

    expect(without.durations).toEqual([
      [0, null],
      [null, 0],
    ])
    expect(without).not.toHaveProperty('fallback_speed_cells')
    expect(input.distances[0][1]).toBeCloseTo(20.1 * 111.195, 0)
    expect(input.durations[0][1]).toBeCloseTo(input.distances[0][1] / 10, 1)
    expect(snapped.distances[0][1]).toBeCloseTo(20 * 111.195, 0)
    expect(snapped.fallback_speed_cells).toEqual([
      [0, 1],
      [1, 0],
    ])
  })

  it('scales durations and leaves distances', async () => {
    const path = '/table/v1/new-quay-car/0.0005,0;0.0005,0.001?annotations=duration,distance'
    const plain = (await served.ask(path)).json

    const scaled = (await served.ask(`${path}&scale_factor=2`)).json

    expect(scaled.durations[0][1]).toBeCloseTo(2 * plain.durations[0][1], 0)
    expect(scaled.distances).toEqual(plain.distances)
  })

  it('comes as binary to who accepts that, unrounded', async () => {
    const matrix = city.matrix(asPoints(places))
    const path = `/table/v1/gothenburg-car/${written(places)}?annotations=duration,distance&sources=2;4`
    const accept = 'application/vnd.cartage.table'

    const single = await served.ask(path, { headers: { accept } })
    const double = await served.ask(path, { headers: { accept: `${accept};precision=double` } })

    expect(single.headers['content-type']).toBe(accept)
    expect(single.headers['content-length']).toBe(String(32 + 2 * 24 * 4))
    expect(double.headers['content-length']).toBe(String(32 + 2 * 24 * 8))
    const header = new DataView(double.bytes.buffer, double.bytes.byteOffset)
    expect(double.bytes.toString('latin1', 0, 4)).toBe('CTBL')
    expect([header.getUint16(4, true), header.getUint8(6), header.getUint8(7)]).toEqual([1, 8, 3])
    expect([header.getUint32(8, true), header.getUint32(12, true)]).toEqual([2, 12])
    const at = (row: number, column: number): number => header.getFloat64(32 + (row * 24 + column) * 8, true)
    for (let column = 0; column < 12; column++) {
      expect(at(0, column)).toBe(matrix.durationS[2 * 12 + column])
      expect(at(1, 12 + column)).toBe(matrix.distanceM[4 * 12 + column])
    }
    expect(single.bytes.readFloatLE(32 + 4)).toBe(Math.fround(matrix.durationS[2 * 12 + 1]!))
  })
})

describe('match', () => {
  it('is the path of a drive, with the place of each fix', async () => {
    const route = city.route(asPoints(places.slice(0, 2)))!
    const trace = route.geometry.filter((_, index) => index % 3 === 0).slice(0, 20)
    const path = `/match/v1/gothenburg-car/${written(trace)}?geometries=geojson&overview=full&steps=true`

    const { json } = await served.ask(path)

    expect(json.code).toBe('Ok')
    expect(json.matchings).toHaveLength(1)
    const [matching] = json.matchings
    expect(matching.confidence).toBeGreaterThan(0.5)
    expect(matching.confidence).toBeLessThanOrEqual(1)
    const matched = json.tracepoints.filter((point: any) => point !== null)
    expect(matched.map((point: any) => point.waypoint_index)).toEqual([...matched.keys()])
    expect(matching.legs).toHaveLength(matched.length - 1)
    expect(matching.legs[0].steps.at(-1).maneuver.type).toBe('arrive')
    expect(Math.max(...matched.map((point: any) => point.distance))).toBeLessThan(20)
    const [expected] = city.match(trace.map(([lon, lat]) => ({ lon, lat, accuracyM: 5 })))
    expect(matching.distance).toBe(tenths(expected!.distanceM))
    expect(matching.geometry.coordinates).toHaveLength(expected!.geometry.length)
  })

  it('splits where the receiver was off, unless it is told to ignore that', async () => {
    const trace = [0.0001, 0.0004, 0.0007, 0.0013, 0.0016].map((lon) => [lon, 0] as const)
    const path = `/match/v1/new-quay-car/${written(trace)}?timestamps=0;3;6;600;603&radiuses=2;2;2;2;2`

    const split = (await served.ask(path)).json
    const whole = (await served.ask(`${path}&gaps=ignore`)).json

    expect(split.matchings).toHaveLength(2)
    expect(split.tracepoints.at(-1)).toMatchObject({ matchings_index: 1, waypoint_index: 1 })
    expect(whole.matchings).toHaveLength(1)
  })

  it('leaves out what says nothing new when it tidies', async () => {
    const trace = [0.0001, 0.00011, 0.00012, 0.0008, 0.0018].map((lon) => [lon, 0] as const)
    const path = `/match/v1/new-quay-car/${written(trace)}?timestamps=0;1;2;20;40&tidy=true`

    const { json } = await served.ask(path)

    expect(json.tracepoints.map((point: any) => point === null)).toEqual([false, true, true, false, false])
  })

  it('has legs between the waypoints that are named', async () => {
    const trace = [0.0001, 0.0006, 0.0012, 0.0018].map((lon) => [lon, 0] as const)

    const { json } = await served.ask(`/match/v1/new-quay-car/${written(trace)}?waypoints=0;3`)

    expect(json.matchings[0].legs).toHaveLength(1)
    expect(json.tracepoints.map((point: any) => point.waypoint_index)).toEqual([0, null, null, 1])
  })
})

describe('a hint', () => {
  it('stands for the place that it was given with', async () => {
    const [at] = places
    const first = (await served.ask(`/nearest/v1/gothenburg-car/${written([at!])}?number=3`)).json.waypoints
    // The third nearest place, which nothing but the hint can mean.
    const query = `?hints=${first[2].hint};&overview=false`

    const { json } = await served.ask(`/route/v1/gothenburg-car/${written([at!, places[1]!])}${query}`)

    expect(json.waypoints[0]).toEqual({ ...first[2], distance: expect.closeTo(first[2].distance, 3) })
  })

  it('means nothing for another coordinate, profile or build', async () => {
    const { hint } = (await served.ask('/nearest/v1/gothenburg-car/11.97,57.7?number=3')).json.waypoints[2]
    const ask = async (path: string) => (await served.ask(path)).json.waypoints[0].name

    const moved = written([
      [11.95, 57.69],
      [11.96, 57.7],
    ])
    for (const profile of ['gothenburg-car', 'gothenburg-bike']) {
      const at =
        profile === 'gothenburg-bike'
          ? written([
              [11.97, 57.7],
              [11.96, 57.7],
            ])
          : moved
      expect(await ask(`/route/v1/${profile}/${at}?hints=${hint};`)).toBe(
        await ask(`/route/v1/${profile}/${at}`),
      )
    }
  })

  it('is left out when nobody wants it, and so are waypoints', async () => {
    const path = '/route/v1/new-quay-car/0.0001,0;0.0005,0'

    expect((await served.ask(`${path}?generate_hints=false`)).json.waypoints[0]).not.toHaveProperty('hint')
    expect((await served.ask(`${path}?skip_waypoints=true`)).json).not.toHaveProperty('waypoints')
  })
})

describe('coordinates', () => {
  it('may be a polyline of five or six digits, encoded or not, or the body of a POST', async () => {
    const three = places.slice(0, 3)
    const plain = (await served.ask(`/table/v1/gothenburg-car/${written(three)}?annotations=distance`)).json
    const five = encodePolyline(three, 5)
    const six = encodePolyline(three, 6)
    const asked = [
      `polyline(${encodeURIComponent(five)})`,
      `polyline6(${encodeURIComponent(six)})`,
      `${written(three)}.json`,
      encodeURIComponent(written(three)),
    ]

    for (const coordinates of asked) {
      const { json } = await served.ask(`/table/v1/gothenburg-car/${coordinates}?annotations=distance`)
      expect(json.distances).toEqual(plain.distances)
    }
    const posted = await served.ask('/table/v1/gothenburg-car', {
      method: 'POST',
      body: { coordinates: three, annotations: ['distance'], radiuses: [null, 500, 'unlimited'] },
    })
    expect(posted.json.distances).toEqual(plain.distances)
  })
})
