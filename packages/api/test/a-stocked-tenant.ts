import { type IdentityTransaction, json, withIdentity } from '@cartage/db'
import type { OrganizationId } from '@cartage/domain'
import type { Services } from '@cartage/services'
import { A_DAY, aDepot, aDriver, anId, anOrder, aShift, aTenant, aVehicle, insert } from '@cartage/testing'
import { sql } from 'kysely'
import type { KnownIds } from './valid-inputs.ts'

export interface StockedTenant {
  readonly organizationId: OrganizationId
  readonly ids: KnownIds
}

/** An organization that owns one of everything; `name` stands in every text of its own. */
export async function aStockedTenant({ db }: Pick<Services, 'db'>, name = 'Stocked'): Promise<StockedTenant> {
  const organizationId = await aTenant(db, name)
  const depot = aDepot({ name, address: name })
  const vehicle = aVehicle({ depotId: depot.id, name })
  const driver = aDriver({ depotId: depot.id, name })
  const shift = aShift({ depotId: depot.id, vehicleId: vehicle.id, driverId: driver.id })
  const order = anOrder({ depotId: depot.id, reference: name, notes: name })
  const ids = {
    depotId: depot.id,
    vehicleId: vehicle.id,
    driverId: driver.id,
    shiftId: shift.id,
    orderId: order.id,
    importId: anId<'import'>(),
    planId: anId<'plan'>(),
    routeId: anId<'route'>(),
    memberId: anId<'user'>(),
    roleId: anId<'role'>(),
    sessionId: anId(),
    inviteId: anId<'user'>(),
  }
  await withIdentity(db, organizationId, async (trx) => {
    await insert.depot(trx as never, organizationId, depot)
    await insert.vehicle(trx as never, organizationId, vehicle)
    await insert.driver(trx as never, organizationId, driver)
    await insert.shift(trx as never, organizationId, shift)
    await insert.order(trx as never, organizationId, order)
    await stockImport(trx, organizationId, ids, name)
    await stockPlan(trx, organizationId, ids, name)
    await stockPeople(trx, organizationId, ids, name)
  })
  return { organizationId, ids }
}

type Stock = (
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  ids: KnownIds,
  name: string,
) => Promise<void>

const stockImport: Stock = async (trx, organizationId, { importId, depotId }, name) => {
  const counts = { rows: 0, create: 0, update: 0, unchanged: 0, held: 0, warnings: 0 }
  await sql`insert into import (organization_id, id, depot_id, date, file_name, state, counts)
    values (${organizationId}, ${importId}, ${depotId}, ${A_DAY}, ${`${name}.csv`}, 'ready', ${json(counts)})`.execute(
    trx,
  )
}

const stockPlan: Stock = async (trx, organizationId, ids, name) => {
  const { planId, routeId, depotId, shiftId, vehicleId, driverId, orderId } = ids
  const totals = { cost: 0, distanceM: 0, drivingS: 0, routes: 1, stops: 1, unassigned: 0 }
  const at = `${A_DAY}T08:00:00Z`
  await sql`insert into plan (organization_id, id, depot_id, date, version, state, totals, time_limit_s, seed)
    values (${organizationId}, ${planId}, ${depotId}, ${A_DAY}, 1, 'ready', ${json(totals)}, 1, 1)`.execute(
    trx,
  )
  await sql`insert into route (organization_id, id, plan_id, shift_id, vehicle_id, vehicle_name, driver_id, driver_name,
      sequence, colour, start_at, end_at, shift_start, shift_end, distance_m, driving_s, service_s, wait_s, cost,
      capacity, start_load)
    values (${organizationId}, ${routeId}, ${planId}, ${shiftId}, ${vehicleId}, ${name}, ${driverId}, ${name},
      1, 0, ${at}, ${at}, ${at}, ${at}, 0, 0, 0, 0, 0, ${json({ parcels: 8 })}, ${json({ parcels: 1 })})`.execute(
    trx,
  )
  await sql`insert into stop (organization_id, id, plan_id, route_id, order_id, sequence, trip, arrival, service_start,
      departure, wait_s, late_s, load)
    values (${organizationId}, ${anId()}, ${planId}, ${routeId}, ${orderId}, 1, 1, ${at}, ${at}, ${at}, 0, 0,
      ${json({})})`.execute(trx)
}

const stockPeople: Stock = async (trx, organizationId, ids, name) => {
  const { memberId: userId, roleId, sessionId, inviteId: personId } = ids
  const invited = {
    personId,
    organizationId,
    organizationName: name,
    name,
    role: 'viewer',
    invitedBy: userId,
  }
  await sql`insert into identity.one_time_token (id, kind, payload, expires_at)
    values (encode(sha256(convert_to(${personId}, 'UTF8')), 'hex'), 'invite',
      ${json({ ...invited, email: `${personId}@example.test`, depotIds: null })}, now() + interval '1 day')`.execute(
    trx,
  )
  await sql`insert into identity."user" (id, email, name, password_hash)
    values (${userId}, ${`${userId}@example.test`}, ${name}, 'none')`.execute(trx)
  await sql`insert into identity.membership (user_id, organization_id, role)
    values (${userId}, ${organizationId}, 'dispatcher')`.execute(trx)
  await sql`insert into identity.session (id, public_id, user_id, organization_id, created_at, expires_at,
      absolute_expires_at, last_seen_at, authenticated_at, user_agent)
    values (encode(sha256(convert_to(${sessionId}, 'UTF8')), 'hex'), ${sessionId}, ${userId}, ${organizationId}, now(),
      now() + interval '1 day', now() + interval '1 day', now(), now(), ${name})`.execute(trx)
  await sql`insert into identity.role (organization_id, id, name, permissions)
    values (${organizationId}, ${roleId}, ${name}, '{order:read}')`.execute(trx)
  await sql`insert into identity.oidc_provider (organization_id, id, name, issuer, client_id, client_secret)
    values (${organizationId}, ${anId()}, ${name}, 'https://id.example.test', 'cartage', 'sealed')`.execute(
    trx,
  )
  await sql`insert into identity.api_key (organization_id, id, user_id, name, hash, hint, permissions, expires_at)
    values (${organizationId}, ${anId()}, ${userId}, ${name},
      encode(sha256(convert_to(${userId}, 'UTF8')), 'hex'), 'x', '{order:read}', now() + interval '1 day')`.execute(
    trx,
  )
  await sql`insert into identity.role_advice (organization_id, id, user_id, state, permissions, before)
    values (${organizationId}, ${anId()}, ${userId}, 'dismissed', '{}', '{}')`.execute(trx)
}
