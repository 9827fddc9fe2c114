import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pieceWeight } from '../src/metric/arc-weights.ts'
import { LocalSearch, weightCost } from '../src/query/local-search.ts'
import { departures } from '../src/query/trip-ends.ts'
import { RoadEngine } from '../src/region/road-engine.ts'
import { durationOf } from '../src/weight.ts'
import { aGridTown, viaRestrictions } from './a-grid-town.ts'
import { roadsOf } from './roads-of.ts'
import { randomNumbers } from './simulated-drive.ts'

it.each(['from', 'to'] as const)(
  'a search %s a place on all roads takes as long as the hierarchy, on streets for residents and over via ways too',
  async (direction) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1e6), fc.boolean(), async (seed, turns) => {
        const random = randomNumbers(seed)
        const town = aGridTown({ size: 6, blockDeg: 0.0015, seed })
        const ways = town.ways!.map((way) =>
          random() < 0.25 ? { ...way, tags: { ...way.tags, motor_vehicle: 'destination' } } : way,
        )
        const relations = viaRestrictions(town, 40, random)
        const { network, grid, metrics } = await roadsOf({ ...town, ways, relations }, turns, ['car'])
        const metric = metrics.get('car')!
        expect(network.copiedArc.length > 0).toBe(turns)
        const engine = new RoadEngine(network, grid, metric)
        const edges = network.edgeTail.length
        const middleOf = (edge: number) => ({ edge, at: (network.edgePoints[edge] ?? 0) + 0.4 })
        const snapOf = (edge: number) => ({ ...where, edge, segment: 0, fraction: 0.4 })
        const home = Math.floor(random() * edges)
        const search = new LocalSearch(network, metric, weightCost(metric), direction)

        search.clear()
        const { edge, at } = middleOf(home)
        const isFrom = direction === 'from'
        const first = network.edgePoints[edge] ?? 0
        const last = (network.edgePoints[edge + 1] ?? 0) - 1
        if (isFrom) {
          for (const { arc, weight } of departures(network, metric, { edge, at }))
            search.seedWithin(arc, weight)
        } else {
          search.seedWithin(2 * edge, pieceWeight(network, metric, 2 * edge, first, at))
          search.seedWithin(2 * edge + 1, pieceWeight(network, metric, 2 * edge + 1, at, last))
        }
        search.run()

        for (let other = 0; other < edges; other++) {
          if (other === home) continue
          const place = middleOf(other)
          const [low, high] = [network.edgePoints[other] ?? 0, (network.edgePoints[other + 1] ?? 0) - 1]
          const [up, down] = [2 * other, 2 * other + 1]
          const before = pieceWeight(network, metric, isFrom ? up : down, low, place.at)
          const behind = pieceWeight(network, metric, isFrom ? down : up, place.at, high)
          const found = Math.min(
            search.costOf(isFrom ? up : down) + before,
            search.costOf(isFrom ? down : up) + behind,
          )
          const trip = isFrom
            ? engine.measure(snapOf(home), snapOf(other))
            : engine.measure(snapOf(other), snapOf(home))
          expect([other, durationOf(found)]).toEqual([other, trip?.durationS ?? Infinity])
        }
      }),
      { seed: 2, numRuns: 40 },
    )
  },
  120_000,
)

const where = { lon: 0, lat: 0, distanceM: 0, wayId: 0 }
