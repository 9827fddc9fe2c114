import { json, type TenantTransaction } from '@cartage/db'
import {
  CartageError,
  type Closure,
  type ClosureArea,
  type ClosureId,
  type ClosureRoad,
  closureStatus,
  PAGE_LIMIT,
} from '@cartage/domain'
import type { StaffContext } from '../context.ts'

export const closureColumns = [
  'id',
  'region',
  'area',
  'road',
  'factor',
  'fromAt',
  'untilAt',
  'reason',
  'version',
  'createdAt',
] as const

interface ClosureRow {
  readonly id: ClosureId
  readonly region: string
  readonly area: ClosureArea | null
  readonly road: ClosureRoad | null
  readonly factor: number | null
  readonly fromAt: Date | null
  readonly untilAt: Date | null
  readonly reason: string
  readonly version: number
  readonly createdAt: Date
}

export const toClosure = ({ fromAt, untilAt, createdAt, ...row }: ClosureRow): Closure => ({
  ...row,
  from: fromAt?.toISOString() ?? null,
  until: untilAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
})

/** LIMIT_REACHED when a region has as many closures as it may that are not over, besides this one. Past ones are free. */
export async function requireRoom(
  trx: TenantTransaction,
  { now }: Pick<StaffContext, 'now'>,
  closure: Pick<Closure, 'id' | 'region' | 'from' | 'until'>,
): Promise<void> {
  if (closureStatus(closure, now()) === 'past') return
  const { others } = await trx
    .selectFrom('region.closure')
    .select((of) => of.fn.countAll<number>().as('others'))
    .where('region', '=', closure.region)
    .where('id', '!=', closure.id)
    .where('deletedAt', 'is', null)
    .where((of) => of.or([of('untilAt', 'is', null), of('untilAt', '>', now())]))
    .executeTakeFirstOrThrow()
  if (Number(others) < PAGE_LIMIT) return
  throw new CartageError(
    'LIMIT_REACHED',
    `A region has at most ${PAGE_LIMIT} closures at a time. Delete some that no longer count.`,
    { reason: 'TOO_MANY_CLOSURES' },
  )
}

/** The columns that a closure's content is kept in. */
export const closureValues = ({
  area,
  road,
  factor,
  from,
  until,
  reason,
}: Pick<Closure, 'area' | 'road' | 'factor' | 'from' | 'until' | 'reason'>) => ({
  area: area === null ? null : json(area),
  road: road === null ? null : json(road),
  factor,
  fromAt: from === null ? null : new Date(from),
  untilAt: until === null ? null : new Date(until),
  reason,
})
