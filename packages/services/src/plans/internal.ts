import type { TenantTransaction } from '@cartage/db'
import {
  notFound,
  type DepotId,
  type LocalDate,
  type OrderState,
  type PlanId,
  type PlanState,
  type PlanSummary,
  type PlanTotals,
  type SolveProgress,
} from '@cartage/domain'

export const planColumns = [
  'id',
  'depotId',
  'date',
  'version',
  'state',
  'totals',
  'progress',
  'failure',
  'inputHash',
  'attempt',
  'createdAt',
  'updatedAt',
  'publishedAt',
] as const

export interface PlanRow {
  readonly id: PlanId
  readonly depotId: DepotId
  readonly date: LocalDate
  readonly version: number
  readonly state: PlanState
  readonly totals: PlanTotals
  readonly progress: SolveProgress | null
  readonly failure: string | null
  readonly inputHash: string | null
  readonly attempt: number
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly publishedAt: Date | null
}

/** Orders in these states are the work of a plan; the others are under way, done, given up or not yet meant. */
export const plannableStates: readonly OrderState[] = ['unassigned', 'assigned']

export const noTotals: PlanTotals = {
  cost: 0,
  distanceM: 0,
  drivingS: 0,
  routes: 0,
  stops: 0,
  unassigned: 0,
}

/** The public shape of a row, given what the day's input hashes to now. */
export function toPlanSummary(row: PlanRow, dayHash: string): PlanSummary {
  return {
    id: row.id,
    depotId: row.depotId,
    date: row.date,
    version: row.version,
    state: row.state,
    totals: row.totals,
    progress: row.state === 'solving' ? row.progress : null,
    failure: row.failure,
    isStale: row.state !== 'solving' && row.inputHash !== null && row.inputHash !== dayHash,
    createdAt: row.createdAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
  }
}

/** The plan; NOT_FOUND when it is missing or another organization's. */
export async function getPlanRow(trx: TenantTransaction, id: PlanId): Promise<PlanRow> {
  const row = await trx.selectFrom('plan').select(planColumns).where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound('plan')
  return row
}

/** Like {@link getPlanRow}, and holds the row until the transaction ends. */
export async function lockPlanRow(trx: TenantTransaction, id: PlanId): Promise<PlanRow> {
  const row = await findPlanRowForUpdate(trx, id)
  if (row === undefined) throw notFound('plan')
  return row
}

/** The plan, held until the transaction ends; undefined when it is missing. */
export async function findPlanRowForUpdate(trx: TenantTransaction, id: PlanId): Promise<PlanRow | undefined> {
  return trx.selectFrom('plan').select(planColumns).where('id', '=', id).forUpdate().executeTakeFirst()
}

/**
 * The plan that counts for a day: the newest one, unless that was cancelled before it came to anything. The states
 * of orders follow it.
 */
export async function findCurrentPlanRow(
  trx: TenantTransaction,
  { depotId, date }: { readonly depotId: DepotId; readonly date: LocalDate },
): Promise<PlanRow | undefined> {
  return trx
    .selectFrom('plan')
    .select(planColumns)
    .where('depotId', '=', depotId)
    .where('date', '=', date)
    .where((of) => of.or([of('state', '!=', 'draft'), of('failure', 'is not', null)]))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}
