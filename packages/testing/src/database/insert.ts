import { json, type TenantTransaction } from '@cartage/db'
import type { Depot, Driver, Order, OrganizationId, Shift, Vehicle } from '@cartage/domain'

/** Writes built entities as rows, for tests beneath the use cases that do it in the product. */
export const insert = {
  async depot(trx: TenantTransaction, organizationId: OrganizationId, depot: Depot): Promise<void> {
    await trx
      .insertInto('depot')
      .values({ organizationId, ...depot })
      .execute()
  },
  async vehicle(trx: TenantTransaction, organizationId: OrganizationId, vehicle: Vehicle): Promise<void> {
    const { capacity, costs, ...plain } = vehicle
    await trx
      .insertInto('vehicle')
      .values({ organizationId, ...plain, capacity: json(capacity), costs: json(costs) })
      .execute()
  },
  async driver(trx: TenantTransaction, organizationId: OrganizationId, driver: Driver): Promise<void> {
    await trx
      .insertInto('driver')
      .values({ organizationId, ...driver })
      .execute()
  },
  async shift(trx: TenantTransaction, organizationId: OrganizationId, shift: Shift): Promise<void> {
    const { start, end, breaks, ...plain } = shift
    await trx
      .insertInto('shift')
      .values({ organizationId, ...plain, startTime: start, endTime: end, breaks: json(breaks) })
      .execute()
  },
  async order(trx: TenantTransaction, organizationId: OrganizationId, order: Order): Promise<void> {
    const { place, windows, load, contact, custom, createdAt, updatedAt: _, ...plain } = order
    await trx
      .insertInto('order')
      .values({
        organizationId,
        ...plain,
        address: place.address,
        lon: place.lon,
        lat: place.lat,
        matchLevel: place.level,
        confidence: place.confidence,
        windows: json(windows),
        load: json(load),
        contact: json(contact),
        custom: json(custom),
        createdAt: new Date(createdAt),
      })
      .execute()
  },
}
