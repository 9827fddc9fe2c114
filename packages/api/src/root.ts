import { accessAddressesRouter } from './routers/access-addresses.ts'
import { auditRouter } from './routers/audit.ts'
import { accessRouter } from './routers/access.ts'
import { closuresRouter } from './routers/closures.ts'
import { depotsRouter } from './routers/depots.ts'
import { driversRouter } from './routers/drivers.ts'
import { eventsRouter } from './routers/events.ts'
import { factorsRouter } from './routers/factors.ts'
import { fleetRouter } from './routers/fleet.ts'
import { importsRouter } from './routers/imports.ts'
import { keysRouter } from './routers/keys.ts'
import { membersRouter } from './routers/members.ts'
import { operatorRouter } from './routers/operator.ts'
import { operatorAccessRouter } from './routers/operator-access.ts'
import { oidcRouter } from './routers/oidc.ts'
import { ordersRouter } from './routers/orders.ts'
import { organizationRouter } from './routers/organization.ts'
import { passkeysRouter } from './routers/passkeys.ts'
import { placesRouter } from './routers/places.ts'
import { plansRouter } from './routers/plans.ts'
import { regionsRouter } from './routers/regions.ts'
import { roadsRouter } from './routers/roads.ts'
import { roleAdviceRouter } from './routers/role-advice.ts'
import { rolesRouter } from './routers/roles.ts'
import { routesRouter } from './routers/routes.ts'
import { samplesRouter } from './routers/samples.ts'
import { serviceAccountsRouter } from './routers/service-accounts.ts'
import { sessionRouter } from './routers/session.ts'
import { sessionsRouter } from './routers/sessions.ts'
import { shiftsRouter } from './routers/shifts.ts'
import { trafficRouter } from './routers/traffic.ts'
import { unusualRouter } from './routers/unusual.ts'
import { vehiclesRouter } from './routers/vehicles.ts'
import { router } from './trpc.ts'

export const appRouter = router({
  accessAddresses: accessAddressesRouter,
  audit: auditRouter,
  access: accessRouter,
  closures: closuresRouter,
  depots: depotsRouter,
  drivers: driversRouter,
  events: eventsRouter,
  factors: factorsRouter,
  fleet: fleetRouter,
  imports: importsRouter,
  keys: keysRouter,
  members: membersRouter,
  operator: operatorRouter,
  operatorAccess: operatorAccessRouter,
  oidc: oidcRouter,
  orders: ordersRouter,
  organization: organizationRouter,
  passkeys: passkeysRouter,
  places: placesRouter,
  plans: plansRouter,
  regions: regionsRouter,
  roads: roadsRouter,
  roleAdvice: roleAdviceRouter,
  roles: rolesRouter,
  routes: routesRouter,
  samples: samplesRouter,
  serviceAccounts: serviceAccountsRouter,
  session: sessionRouter,
  sessions: sessionsRouter,
  shifts: shiftsRouter,
  traffic: trafficRouter,
  unusual: unusualRouter,
  vehicles: vehiclesRouter,
})
export type AppRouter = typeof appRouter
