import { type LonLat, point, regionName } from '@cartage/domain'
import { z } from 'zod'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { departure, openProfile } from './open-profile.ts'

/** An hour of a position a second. */
const MAX_POINTS = 3_600

export const traceInput = z.strictObject({
  region: regionName,
  /** In the order in which they were taken. */
  trace: z
    .array(
      z.strictObject({
        ...point.shape,
        /** Seconds since any moment. */
        at: z.number().optional(),
        /** Standard deviation. */
        accuracyM: z.number().nonnegative().optional(),
      }),
    )
    .min(2)
    .max(MAX_POINTS)
    .readonly(),
  /** The region's first one when absent. */
  profile: z.string().max(80).optional(),
  departure,
})
export type TraceInput = z.infer<typeof traceInput>

export interface MatchedTrace {
  /** Several where the drive was interrupted, none where no road fits. */
  readonly matchings: readonly {
    /** 0 to 1. */
    readonly confidence: number
    readonly durationS: number
    readonly distanceM: number
    readonly geometry: readonly LonLat[]
    /** Indices of the trace's points on this path. */
    readonly points: readonly number[]
  }[]
}

/** The path of a recorded drive. */
export async function matchTrace({ ctx, input }: Call<TraceInput>): Promise<MatchedTrace> {
  authorize(ctx, 'region:read')
  const { region, profile } = await openProfile(ctx, input)
  const matchings = await ctx.regions.threads.ask(
    region,
    { method: 'match', args: [input.trace, { profile }] },
    { signal: ctx.signal },
  )
  return {
    matchings: matchings.map(({ confidence, durationS, distanceM, geometry, points }) => ({
      confidence,
      durationS,
      distanceM,
      geometry,
      points: points.map(({ index }) => index),
    })),
  }
}
