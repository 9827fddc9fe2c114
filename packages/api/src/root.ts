import { closuresRouter } from './routers/closures.ts'
import { depotsRouter } from './routers/depots.ts'
import { driversRouter } from './routers/drivers.ts'
import { eventsRouter } from './routers/events.ts'
import { fleetRouter } from './routers/fleet.ts'
import { importsRouter } from './routers/imports.ts'
import { membersRouter } from './routers/members.ts'
import { ordersRouter } from './routers/orders.ts'
import { organizationRouter } from './routers/organization.ts'
import { placesRouter } from './routers/places.ts'
import { plansRouter } from './routers/plans.ts'
import { regionsRouter } from './routers/regions.ts'
import { roadsRouter } from './routers/roads.ts'
import { routesRouter } from './routers/routes.ts'
import { samplesRouter } from './routers/samples.ts'
import { sessionRouter } from './routers/session.ts'
import { shiftsRouter } from './routers/shifts.ts'
import { trafficRouter } from './routers/traffic.ts'
import { vehiclesRouter } from './routers/vehicles.ts'
import { router } from './trpc.ts'

export const appRouter = router({
  closures: closuresRouter,
  depots: depotsRouter,
  drivers: driversRouter,
  events: eventsRouter,
  fleet: fleetRouter,
  imports: importsRouter,
  members: membersRouter,
  orders: ordersRouter,
  organization: organizationRouter,
  places: placesRouter,
  plans: plansRouter,
  regions: regionsRouter,
  roads: roadsRouter,
  routes: routesRouter,
  samples: samplesRouter,
  session: sessionRouter,
  shifts: shiftsRouter,
  traffic: trafficRouter,
  vehicles: vehiclesRouter,
})
export type AppRouter = typeof appRouter
