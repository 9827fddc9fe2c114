import { point, regionName } from '@cartage/domain'
import type { Isochrone } from '@cartage/roads'
import { z } from 'zod'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { departure, openProfile } from './open-profile.ts'
import { nearSnap } from './road-point.ts'

/** Two hours around a city, as far as a route of a day goes from its depot. */
const MAX_MINUTES = 120
const MAX_LIMITS = 4

export const isochroneInput = z.strictObject({
  region: regionName,
  ...point.shape,
  minutes: z.array(z.number().positive().max(MAX_MINUTES)).min(1).max(MAX_LIMITS).readonly(),
  /** From where the point can be reached in time, instead of what can be reached from it. */
  isArrival: z.boolean().default(false),
  /** The region's first one when absent. */
  profile: z.string().max(80).optional(),
  departure,
})
export type IsochroneInput = z.infer<typeof isochroneInput>

export interface FoundIsochrones {
  /** One for each limit; null where the profile has no road near the point. */
  readonly areas: readonly Pick<Isochrone, 'limit' | 'geometry'>[] | null
}

/** The areas within reach of a point; limits in seconds. */
export async function findIsochrone({ ctx, input }: Call<IsochroneInput>): Promise<FoundIsochrones> {
  authorize(ctx, 'region:read')
  const { region, profile } = await openProfile(ctx, input)
  const snap = nearSnap(region, input, profile)
  const areas =
    snap &&
    (await ctx.regions.threads.ask(
      region,
      {
        method: 'isochrone',
        args: [
          snap,
          {
            profile,
            durationsS: input.minutes.map((minutes) => minutes * 60),
            direction: input.isArrival ? 'to' : 'from',
          },
        ],
      },
      { signal: ctx.signal },
    ))
  return { areas: areas?.map(({ limit, geometry }) => ({ limit, geometry })) ?? null }
}
