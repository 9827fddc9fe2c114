import { describe, expect, it } from 'vitest'
import { chooseOrder, chooseRoute, routeIdOf, selectionOf, stepBack } from './selection.ts'
import { aRoute, aStop } from './testing.ts'

const north = aRoute({ stops: [aStop(), aStop()] })
const south = aRoute({ stops: [aStop()] })
const plan = { routes: [north, south] }
const inNorth = north.stops[0]!.orderId
const inSouth = south.stops[0]!.orderId

describe('the selection of a day', () => {
  it('is read from the address, without a route that another plan had', () => {
    expect(selectionOf({ order: inNorth, route: north.id }, plan)).toEqual({
      orderId: inNorth,
      routeId: north.id,
    })
    expect(selectionOf({ order: inNorth, route: 'of-yesterday' }, plan)).toEqual({
      orderId: inNorth,
      routeId: null,
    })
    expect(selectionOf({}, null)).toEqual({ orderId: null, routeId: null })
  })

  it('finds the route that visits an order', () => {
    expect(routeIdOf(plan, inSouth)).toBe(south.id)
    expect(routeIdOf(plan, 'elsewhere')).toBeNull()
    expect(routeIdOf(null, inSouth)).toBeNull()
  })

  it('keeps the open route when an order on it is chosen and closes it for any other order', () => {
    const open = { orderId: null, routeId: north.id }

    expect(chooseOrder(plan, open, inNorth)).toEqual({ orderId: inNorth, routeId: north.id })
    expect(chooseOrder(plan, open, inSouth)).toEqual({ orderId: inSouth, routeId: null })
  })

  it('lets go of an order when another route is chosen', () => {
    const now = { orderId: inNorth, routeId: north.id }

    expect(chooseRoute(plan, now, south.id)).toEqual({ orderId: null, routeId: south.id })
    expect(chooseRoute(plan, now, north.id)).toEqual(now)
  })

  it('backs out of the order first and of the route next', () => {
    const now = { orderId: inNorth, routeId: north.id }

    expect(stepBack(now)).toEqual({ orderId: null, routeId: north.id })
    expect(stepBack(stepBack(now))).toEqual({ orderId: null, routeId: null })
  })
})
