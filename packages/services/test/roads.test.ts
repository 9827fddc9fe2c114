import { describe, expect, it } from 'vitest'
import { findIsochrone } from '../src/roads/find-isochrone.ts'
import { matchTrace } from '../src/roads/match-trace.ts'
import { findNearestRoad } from '../src/roads/find-nearest-road.ts'
import { findRoute } from '../src/roads/find-route.ts'
import { measureTable } from '../src/roads/measure-table.ts'
import { middle } from './a-region-folder.ts'
import { useServices } from './use-services.ts'

const test = useServices()
const east = { lon: middle.lon + 0.006, lat: middle.lat }
const north = { lon: middle.lon + 0.004, lat: middle.lat + 0.004 }
const region = 'gothenburg'

describe('a route', () => {
  it('leads along the roads, with the same figures as the table', async () => {
    const ctx = await test.staff('viewer')

    const { route, points } = await findRoute({ ctx, input: { region, points: [east, middle, north] } })
    const table = await measureTable({
      ctx,
      input: { region, sources: [east, middle], targets: [middle, north] },
    })

    expect(route?.legs).toEqual([
      { durationS: table.durationS[0]![0], distanceM: table.distanceM[0]![0] },
      { durationS: table.durationS[1]![1], distanceM: table.distanceM[1]![1] },
    ])
    expect(route?.distanceM).toBeGreaterThan(400)
    expect(route?.geometry.length).toBeGreaterThanOrEqual(3)
    expect(points.every((point) => point !== null && point.distanceM < 1)).toBe(true)
  })

  it('is refused for a profile that was not built, naming those that were', async () => {
    const ctx = await test.staff()

    await expect(
      findRoute({ ctx, input: { region, points: [east, north], profile: 'truck' } }),
    ).rejects.toMatchObject({
      code: 'INVALID',
      field: 'profile',
      message: expect.stringContaining('only for car'),
    })
  })

  it('says where to build a region that is not there', async () => {
    const ctx = await test.staff()

    await expect(
      findRoute({ ctx, input: { region: 'atlantis', points: [east, north] } }),
    ).rejects.toMatchObject({ reason: 'REGION_NOT_READY' })
  })
})

describe('a point outside the region', () => {
  it('has no road, and no way leads there', async () => {
    const ctx = await test.staff()
    const away = { lon: middle.lon - 20, lat: middle.lat }

    const { route, points } = await findRoute({ ctx, input: { region, points: [east, away] } })
    const { road } = await findNearestRoad({ ctx, input: { region, ...away } })
    const table = await measureTable({ ctx, input: { region, sources: [east], targets: [east, away] } })

    expect([route, points[1], road]).toEqual([null, null, null])
    expect(points[0]).not.toBeNull()
    expect(table.durationS).toEqual([[0, null]])
  })
})

describe('the nearest road', () => {
  it('is found with its way and how far it is', async () => {
    const ctx = await test.staff('viewer')

    const { road } = await findNearestRoad({
      ctx,
      input: { region, lon: middle.lon + 0.001, lat: middle.lat + 0.0001 },
    })

    expect(road?.distanceM).toBeGreaterThan(5)
    expect(road?.distanceM).toBeLessThan(20)
    expect(road?.lat).toBeCloseTo(middle.lat, 5)
  })
})

it('is asked for by people of the organization, and not by drivers', async () => {
  const ctx = await test.staff('driver')

  await expect(findRoute({ ctx, input: { region, points: [east, north] } })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
})

describe('the area within reach', () => {
  it('is one for each limit, the longer around the shorter', async () => {
    const ctx = await test.staff('viewer')

    const { areas } = await findIsochrone({
      ctx,
      input: { region, ...middle, minutes: [2, 1], isArrival: false },
    })

    const widths = areas!.map(({ limit, geometry }) => {
      const lons = geometry.coordinates.flat(2).map(([lon]) => lon)
      return { limit, width: Math.max(...lons) - Math.min(...lons) }
    })
    const [longer, shorter] = widths.toSorted((a, b) => b.limit - a.limit)
    expect([longer!.limit, shorter!.limit]).toEqual([120, 60])
    expect(longer!.width).toBeGreaterThanOrEqual(shorter!.width)
  })

  it('is none where there is no road', async () => {
    const ctx = await test.staff()
    const input = { region, lon: middle.lon - 20, lat: middle.lat, minutes: [5], isArrival: true }

    expect(await findIsochrone({ ctx, input })).toEqual({ areas: null })
  })
})

describe('a recorded drive', () => {
  it('gives back the route that was driven', async () => {
    const ctx = await test.staff('viewer')
    const { route } = await findRoute({ ctx, input: { region, points: [east, middle] } })
    const trace = route!.geometry.map(([lon, lat]) => ({ lon, lat }))

    const { matchings } = await matchTrace({ ctx, input: { region, trace } })

    expect(matchings.length).toBe(1)
    expect(matchings[0]!.distanceM).toBeCloseTo(route!.distanceM, -1)
    expect(matchings[0]!.points.length).toBeGreaterThanOrEqual(2)
  })
})

describe('a route with instructions', () => {
  it('says what to do in the language asked for', async () => {
    const ctx = await test.staff('viewer')

    const { route } = await findRoute({ ctx, input: { region, points: [east, north], language: 'pt' } })

    const steps = route!.legs[0]!.steps!
    expect(steps.length).toBeGreaterThanOrEqual(2)
    expect(steps.every(({ text }) => text.length > 0)).toBe(true)
    expect(steps.reduce((sum, { distanceM }) => sum + distanceM, 0)).toBeCloseTo(route!.distanceM, 3)
  })
})
