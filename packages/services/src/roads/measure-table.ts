import { point, regionName } from '@cartage/domain'
import { z } from 'zod'
import type { Call } from '../context.ts'
import { MAX_SNAP_M } from '../planning/max-snap.ts'
import { authorize } from '../tenancy/authorize.ts'
import { departure, openProfile } from './open-profile.ts'

/** A table for a look; plans have their matrices computed by the planner. */
const MAX_POINTS = 50
const points = z.array(point).min(1).max(MAX_POINTS).readonly()

export const tableInput = z.strictObject({
  region: regionName,
  sources: points,
  /** The sources when absent. */
  targets: points.optional(),
  /** The region's first one when absent. */
  profile: z.string().max(80).optional(),
  departure,
})
export type TableInput = z.infer<typeof tableInput>

/** A row a source, a column a target; null where there is no way. */
export interface RoadTable {
  readonly durationS: readonly (readonly (number | null)[])[]
  readonly distanceM: readonly (readonly (number | null)[])[]
}

/** Durations and distances from every source to every target. */
export async function measureTable({ ctx, input }: Call<TableInput>): Promise<RoadTable> {
  authorize(ctx, 'region:read')
  const { region, profile } = await openProfile(ctx, input)
  const { sources, targets = sources } = input
  const matrix = region.matrix({ sources, targets }, { profile, maxSnapM: MAX_SNAP_M, signal: ctx.signal })
  // JSON has no infinity.
  const rows = (values: Float64Array): (number | null)[][] =>
    sources.map((_, row) =>
      Array.from(values.subarray(row * targets.length, (row + 1) * targets.length), (value) =>
        Number.isFinite(value) ? value : null,
      ),
    )
  return { durationS: rows(matrix.durationS), distanceM: rows(matrix.distanceM) }
}
