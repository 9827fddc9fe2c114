import { json, type TenantTransaction } from '@cartage/db'
import {
  conflict,
  isWithin,
  precondition,
  today,
  type Depot,
  type LocalDate,
  type PlanSummary,
  type SolveProgress,
  type StartPlanInput,
} from '@cartage/domain'
import type { Call, StaffContext } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { missingProfile } from '../planning/pick-profile.ts'
import { MAX_SNAP_M } from '../planning/max-snap.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'
import { hashDay } from './hash-day.ts'
import { noTotals, plannableStates, planColumns, toPlanSummary } from './internal.ts'
import { solveQueue } from './solve-queue.ts'

/**
 * Starts planning a day: a new version of its plan, in state `solving`, and a job that searches. PRECONDITION says
 * what the day still lacks. Repeating it with the same id and content is harmless.
 */
export async function startPlan({ ctx, input }: Call<StartPlanInput>): Promise<PlanSummary> {
  authorize(ctx, 'plan:write')
  const { id, depotId, date, timeLimitS, seed } = input
  const begun = await inTenant(ctx, (trx) => findBegun(trx, input))
  if (begun !== undefined) return begun
  const depot = await inTenant(ctx, (trx) => getDepotRow(trx, depotId))
  const built = await requireRoads(ctx, depot)
  const work = inTenant(ctx, async (trx) => {
    // Holding the depot's row lets one start at a time number the versions.
    await trx.selectFrom('depot').select('id').where('id', '=', depotId).forUpdate().execute()
    const again = await findBegun(trx, input)
    if (again !== undefined) return again
    await requireWork(trx, { depot, date, now: ctx.now(), built })
    const newest = await trx
      .selectFrom('plan')
      .select((of) => of.fn.max('version').as('version'))
      .where('depotId', '=', depotId)
      .where('date', '=', date)
      .executeTakeFirst()
    const row = await trx
      .insertInto('plan')
      .values({
        organizationId: ctx.organizationId,
        id,
        depotId,
        date,
        version: (newest?.version ?? 0) + 1,
        state: 'solving',
        totals: json(noTotals),
        progress: json(queued(timeLimitS)),
        failure: null,
        timeLimitS,
        seed,
        inputHash: null,
        createdBy: ctx.userId,
        publishedAt: null,
        publishedBy: null,
      })
      .returning(planColumns)
      .executeTakeFirstOrThrow()
    await ctx.jobs.enqueue(trx, solveQueue, id, { organizationId: ctx.organizationId, planId: id })
    await recordAudit(trx, ctx, {
      action: 'plan.start',
      entity: 'plan',
      entityId: id,
      after: { state: row.state, version: row.version },
      detail: { depotId, date, timeLimitS, seed },
    })
    await announce(trx, ctx, { kind: 'plan.changed', entityId: id, depotId, date })
    return toPlanSummary(row, '')
  })
  return rewordConflict(work, 'plan_solving_once', 'This day is being planned already.')
}

const queued = (limitS: number): SolveProgress => ({
  phase: 'queued',
  elapsedS: 0,
  limitS,
  iterations: 0,
  cost: null,
  routes: 0,
  unassigned: 0,
  trace: [],
})

/** The answer to a repeated start; CONFLICT when the id stands for something else. */
async function findBegun(trx: TenantTransaction, input: StartPlanInput): Promise<PlanSummary | undefined> {
  const row = await trx
    .selectFrom('plan')
    .select([...planColumns, 'timeLimitS', 'seed'])
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const isSame =
    row.depotId === input.depotId &&
    row.date === input.date &&
    row.timeLimitS === input.timeLimitS &&
    row.seed === input.seed
  if (!isSame) throw conflict('This id already names another plan.', 'ID_USED')
  return toPlanSummary(row, await hashDay(trx, row))
}

/** The profiles that the depot's roads were built for. */
async function requireRoads(ctx: StaffContext, depot: Depot): Promise<readonly string[]> {
  const region = await ctx.regions.open(depot.region)
  const snap = isWithin(region.info.bounds, depot, 0.5) ? region.snap(depot.lon, depot.lat) : undefined
  if (snap === undefined || snap.distanceM > MAX_SNAP_M) {
    throw precondition(
      `The depot ${depot.name} is not on the roads of ${depot.region}. Move its pin, or give it another region.`,
      'DEPOT_OFF_ROAD',
    )
  }
  return region.info.profiles
}

interface AskedDay {
  readonly depot: Depot
  readonly date: LocalDate
  readonly now: Date
  /** The profiles that the depot's roads were built for. */
  readonly built: readonly string[]
}

async function requireWork(trx: TenantTransaction, { depot, date, now, built }: AskedDay): Promise<void> {
  if (date < today(depot.zone, now)) {
    throw precondition(
      `${date} has passed at the depot ${depot.name}. Plan today or a later day.`,
      'DAY_PAST',
    )
  }
  const order = await trx
    .selectFrom('order')
    .select('id')
    .where('depotId', '=', depot.id)
    .where('date', '=', date)
    .where('deletedAt', 'is', null)
    .where('state', 'in', plannableStates)
    .limit(1)
    .executeTakeFirst()
  if (order === undefined) {
    throw precondition(`There are no orders to plan on ${date}. Import or add some first.`, 'NO_ORDERS')
  }
  const vehicle = await trx
    .selectFrom('vehicle')
    .select('id')
    .where('depotId', '=', depot.id)
    .where('deletedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (vehicle === undefined) {
    throw precondition(
      `The depot ${depot.name} has no vehicles. Add one, or import a fleet file.`,
      'NO_VEHICLES',
    )
  }
  const driving = await trx
    .selectFrom('shift')
    .innerJoin('vehicle', 'vehicle.id', 'shift.vehicleId')
    .select(['vehicle.name', 'vehicle.profile'])
    .where('shift.depotId', '=', depot.id)
    .where('shift.date', '=', date)
    .where('shift.deletedAt', 'is', null)
    .where('vehicle.deletedAt', 'is', null)
    .orderBy('vehicle.name')
    .execute()
  if (driving.length === 0) {
    throw precondition(`No vehicle has a shift on ${date}. Add shifts, or copy another day's.`, 'NO_SHIFTS')
  }
  for (const { name, profile } of driving) {
    const missing = missingProfile(profile, built)
    if (missing !== undefined) {
      throw precondition(`${name} has no roads to drive on. ${missing}`, 'PROFILE_NOT_BUILT')
    }
  }
}
