import type { Closure, ClosureArea, ClosureId, ClosureRoad } from '@cartage/domain'

export const closureColumns = [
  'id',
  'region',
  'area',
  'road',
  'factor',
  'fromAt',
  'untilAt',
  'reason',
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
  readonly createdAt: Date
}

export const toClosure = ({ fromAt, untilAt, createdAt, ...row }: ClosureRow): Closure => ({
  ...row,
  from: fromAt?.toISOString() ?? null,
  until: untilAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
})
