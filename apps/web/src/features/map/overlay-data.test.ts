import type { OrderId } from '@cartage/domain'
import { describe, expect, it } from 'vitest'
import { aRoute, aStop } from '../day/testing.ts'
import {
  contentBounds,
  parseStopImage,
  routeFeatures,
  stopImage,
  visitFeatures,
  type MapContent,
  type MapOrder,
} from './overlay-data.ts'

const anOrder = (id: string, more: Partial<MapOrder> = {}): MapOrder => ({
  id,
  reference: id,
  lon: 11.97,
  lat: 57.7,
  state: 'unassigned',
  ...more,
})
const content = (more: Partial<MapContent>): MapContent => ({
  depot: null,
  orders: [],
  plan: null,
  paths: [],
  ...more,
})

describe('visitFeatures', () => {
  it('draws an order once: numbered when a route visits it, else as a ring', () => {
    const route = aRoute({ colour: 3, stops: [aStop({ orderId: 'a' as OrderId, sequence: 1, lateS: 60 })] })

    const features = visitFeatures(
      content({ orders: [anOrder('a', { state: 'assigned' }), anOrder('b')], plan: { routes: [route] } }),
    )

    expect(features.map(({ properties }) => [properties.orderId, properties.image])).toEqual([
      ['a', stopImage({ colour: 3, isLate: true, label: '1' })],
      ['b', 'open'],
    ])
  })

  it('leaves cancelled orders out', () => {
    expect(visitFeatures(content({ orders: [anOrder('a', { state: 'cancelled' })] }))).toEqual([])
  })

  it('puts the stop that comes first on top of later ones at the same address', () => {
    const route = aRoute({ stops: [aStop({ sequence: 1 }), aStop({ sequence: 2 })] })

    const [first, second] = visitFeatures(content({ plan: { routes: [route] } }))

    expect(Number(first!.properties!.order)).toBeGreaterThan(Number(second!.properties!.order))
  })
})

describe('the image of a stop', () => {
  it('is read back from its name', () => {
    const stop = { colour: 11, isLate: false, label: '104' }

    expect(parseStopImage(stopImage(stop))).toEqual(stop)
    expect(parseStopImage('open')).toBeNull()
  })
})

describe('routeFeatures', () => {
  it('follows the legs along the roads and drops legs without length', () => {
    const route = aRoute({ colour: 5 })
    const features = routeFeatures(
      content({
        plan: { routes: [route] },
        paths: [
          {
            routeId: route.id,
            legs: [
              [
                [11, 57],
                [11.1, 57.1],
              ],
              [[11.1, 57.1]],
            ],
          },
        ],
      }),
    )

    expect(features[0]!.properties).toEqual({ routeId: route.id, colour: 5 })
    expect(features[0]!.geometry.coordinates).toEqual([
      [
        [11, 57],
        [11.1, 57.1],
      ],
    ])
  })
})

describe('contentBounds', () => {
  const depot = { name: 'North', lon: 11.9, lat: 57.6 }

  it('frames a selected route with its depot, else everything', () => {
    const route = aRoute({ stops: [aStop({ lon: 12, lat: 57.7 })] })
    const all = content({ depot, plan: { routes: [route] }, orders: [anOrder('x', { lon: 12.5, lat: 58 })] })

    expect(contentBounds(all, route.id)).toEqual([11.9, 57.6, 12, 57.7])
    expect(contentBounds(all, null)).toEqual([11.9, 57.6, 12.5, 58])
    expect(contentBounds(content({}), null)).toBeNull()
  })
})
