import { randomUUID } from 'node:crypto'
import type { OrganizationId } from '@cartage/domain'
import { sql } from 'kysely'
import { type Db, withIdentity } from '../src/index.ts'
import { aTenantWithDepot } from './database.ts'

const AT = '2026-04-07T08:00:00Z'

/** An organization with a row in every table there is. */
export async function aFullInstallation(db: Db): Promise<OrganizationId> {
  const { organizationId, depotId } = await aTenantWithDepot(db)
  const id = () => randomUUID()
  const [user, admin, role, provider] = [id(), id(), id(), id()]
  const [vehicle, driver, shift, file, order, gap, plan, route] = [
    id(),
    id(),
    id(),
    id(),
    id(),
    id(),
    id(),
    id(),
  ]
  await withIdentity(db, organizationId, async (trx) => {
    const run = (query: ReturnType<typeof sql>) => query.execute(trx)
    await run(sql`insert into vehicle (organization_id, id, depot_id, name, profile, capacity, costs)
      values (${organizationId}, ${vehicle}, ${depotId}, ${'Van\t1\\'}, 'van', '{"parcels": 8}', '{}')`)
    await run(sql`insert into driver (organization_id, id, depot_id, name, skills)
      values (${organizationId}, ${driver}, ${depotId}, ${'Ærø\nÅse 🚚'}, '{"",null,"a,b"}')`)
    await run(sql`insert into shift (organization_id, id, depot_id, vehicle_id, driver_id, date, start_time, end_time)
      values (${organizationId}, ${shift}, ${depotId}, ${vehicle}, ${driver}, '2026-04-07', '08:00', '16:00')`)
    await run(sql`insert into import (organization_id, id, depot_id, date, file_name, state, counts)
      values (${organizationId}, ${file}, ${depotId}, '2026-04-07', 'a.csv', 'ready', '{}')`)
    await run(sql`insert into import_row (organization_id, import_id, row, cells, action)
      values (${organizationId}, ${file}, 2, '{"\\N",x}', 'create')`)
    await run(
      sql`insert into column_mapping (organization_id, signature, columns) values (${organizationId}, 'x', '[]')`,
    )
    for (const [key, reference] of [
      [order, 'A-1'],
      [gap, 'A-2'],
    ]) {
      await run(sql`insert into "order" (organization_id, id, depot_id, reference, kind, date, address, lon, lat, match_level,
          confidence, service_s, priority)
        values (${organizationId}, ${key}, ${depotId}, ${reference}, 'delivery', '2026-04-07', 'Avenyn 1', 11.123456789012345,
          57.7, 'given', 0.1, 300, 50)`)
    }
    await run(sql`insert into plan (organization_id, id, depot_id, date, version, state, totals, time_limit_s, seed)
      values (${organizationId}, ${plan}, ${depotId}, '2026-04-07', 1, 'ready', '{}', 1, 1)`)
    await run(sql`insert into route (organization_id, id, plan_id, shift_id, vehicle_id, vehicle_name, sequence, colour, start_at,
        end_at, shift_start, shift_end, distance_m, driving_s, service_s, wait_s, cost, capacity, start_load)
      values (${organizationId}, ${route}, ${plan}, ${shift}, ${vehicle}, 'Van', 1, 0, ${AT}, ${AT}, ${AT}, ${AT}, 0, 0, 0, 0,
        0, '{}', '{}')`)
    await run(sql`insert into stop (organization_id, id, plan_id, route_id, order_id, sequence, trip, arrival, service_start,
        departure, wait_s, late_s, load)
      values (${organizationId}, ${id()}, ${plan}, ${route}, ${order}, 1, 1, ${AT}, ${AT}, ${AT}, 0, 0, '{}')`)
    await run(sql`insert into unassigned (organization_id, plan_id, order_id, reasons)
      values (${organizationId}, ${plan}, ${gap}, '[{"code": "time"}]')`)
    await run(
      sql`insert into change_event (organization_id, kind) values (${organizationId}, 'order.changed')`,
    )
    await run(sql`insert into audit_event (organization_id, action, entity, before)
      values (${organizationId}, 'order.create', 'order', '{"a": null}')`)
    await run(sql`insert into region.region (name, state) values (${`r${role.slice(0, 8)}`}, 'ready')`)
    await run(
      sql`insert into region.traffic (region, id, text, patterns, time_zone, since)
        values (${`r${role.slice(0, 8)}`}, ${id()}, '{}', 1, 'Europe/Stockholm', ${AT})`,
    )
    await run(
      sql`insert into region.closure (id, region, area) values (${id()}, ${`r${role.slice(0, 8)}`}, '{}')`,
    )

    await run(sql`insert into identity."user" (id, email, name, password_hash, is_operator)
      values (${admin}, ${`${admin}@example.test`}, 'Ada', 'none', true), (${user}, ${`${user}@example.test`}, 'Ove', 'none', false)`)
    await run(sql`insert into identity.role (organization_id, id, name, permissions)
      values (${organizationId}, ${role}, 'Packer', '{order:read}')`)
    await run(sql`insert into identity.membership (user_id, organization_id, role, role_id, depot_ids)
      values (${admin}, ${organizationId}, 'admin', null, null),
        (${user}, ${organizationId}, null, ${role}, array[${depotId}::uuid])`)
    await run(sql`insert into identity.session (id, user_id, organization_id, created_at, expires_at, absolute_expires_at,
        last_seen_at, authenticated_at)
      values (repeat('a', 64), ${user}, ${organizationId}, ${AT}, ${AT}, ${AT}, ${AT}, ${AT})`)
    await run(sql`insert into identity.one_time_token (id, kind, payload, expires_at)
      values (repeat('b', 64), 'invite', '{}', ${AT})`)
    await run(sql`insert into identity.rate_limit (key, tat) values ('x', now())`)
    await run(
      sql`insert into identity.known_device (id, user_id, expires_at) values (repeat('c', 64), ${user}, ${AT})`,
    )
    await run(sql`insert into identity.totp (user_id, secret) values (${user}, '1.0123456789ab.sealed')`)
    await run(sql`insert into identity.recovery_code (user_id, hash) values (${user}, repeat('d', 64))`)
    await run(sql`insert into identity.passkey (id, user_id, name, public_key, counter, is_backed_up)
      values ('key', ${user}, 'Phone', '\\x00ff5c0a', 9007199254740993, true)`)
    await run(sql`insert into identity.oidc_provider (organization_id, id, name, issuer, client_id, client_secret)
      values (${organizationId}, ${provider}, 'Id', 'https://id.example.test', 'cartage', 'sealed')`)
    await run(
      sql`insert into identity.oidc_account (provider_id, subject, user_id) values (${provider}, 's', ${user})`,
    )
    await run(sql`insert into identity.api_key (organization_id, id, user_id, name, hash, hint, permissions, allowed_addresses,
        expires_at)
      values (${organizationId}, ${id()}, ${user}, 'Key', repeat('e', 64), 'x', '{order:read}', '{10.0.0.0/8,2001:db8::/32}', ${AT})`)
    await run(sql`insert into identity.sign_in (user_id, organization_id, at, system, agent, is_new_device, outcome)
      values (${user}, ${organizationId}, ${AT}, 'Linux', 'Firefox', true, 'done')`)
    await run(sql`insert into identity.permission_use (organization_id, user_id, permission, day, count)
      values (${organizationId}, ${user}, 'order:read', '2026-04-07', 3)`)
    await run(sql`insert into identity.role_advice (organization_id, id, user_id, state, permissions, before)
      values (${organizationId}, ${id()}, ${user}, 'dismissed', '{}', '{}')`)
    await run(sql`insert into identity.operator_grant (organization_id, user_id, reason, granted_by, expires_at)
      values (${organizationId}, ${admin}, 'A fault', ${user}, ${AT})`)
    await run(
      sql`insert into identity.access_policy (organization_id, requires_second_factor) values (${organizationId}, true)`,
    )
    await run(sql`insert into identity.organization_removal (organization_id, requested_by, remove_at)
      values (${organizationId}, ${admin}, '2999-01-01')`)
  })
  return organizationId
}
