import { notFound, type Depot, type DepotId } from '@cartage/domain'
import type { TenantTransaction } from '@cartage/db'

export const depotColumns = ['id', 'name', 'address', 'lon', 'lat', 'zone', 'region', 'version'] as const

/** The depot, or NOT_FOUND when it is missing, removed or another organization's. */
export async function getDepotRow(trx: TenantTransaction, id: DepotId): Promise<Depot> {
  const row = await findDepotRow(trx, id)
  if (row === undefined) throw notFound('depot')
  return row
}

/** The depot, unless it is missing, removed or another organization's. */
export async function findDepotRow(trx: TenantTransaction, id: DepotId): Promise<Depot | undefined> {
  return trx
    .selectFrom('depot')
    .select(depotColumns)
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
}

/** Like {@link getDepotRow}, and holds the row until the transaction ends. */
export async function lockDepotRow(trx: TenantTransaction, id: DepotId): Promise<Depot> {
  const row = await trx
    .selectFrom('depot')
    .select(depotColumns)
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('depot')
  return row
}
