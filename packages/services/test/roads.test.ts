import { describe, expect, it } from 'vitest'
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
