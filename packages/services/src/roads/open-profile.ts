import { withInstallation } from '@cartage/db'
import { invalid } from '@cartage/domain'
import type { Region } from '@cartage/roads'
import { z } from 'zod'
import { closuresBetween } from '../closures/closures-between.ts'
import type { StaffContext } from '../context.ts'
import { changesAt } from '../traffic/changes-at.ts'
import { trafficOf } from '../traffic/traffic-of.ts'

/** When a trip begins: the roads stay as they are then. Now when absent. */
export const departure = z.iso.datetime({ offset: true }).optional()

export interface RoadQuestion {
  readonly region: string
  /** The region's first one when absent. */
  readonly profile?: string | undefined
  readonly departure?: string | undefined
}

/** A region as its roads are at the departure, for one of its profiles; INVALID when that was not built. */
export async function openProfile(
  ctx: Pick<StaffContext, 'db' | 'regions' | 'now' | 'signal'>,
  asked: RoadQuestion,
): Promise<{ readonly region: Region; readonly profile: string }> {
  const name = asked.region
  const region = await ctx.regions.open(name)
  const { profiles } = region.info
  const profile = asked.profile ?? profiles[0]
  if (profile === undefined || !profiles.includes(profile)) {
    throw invalid(
      `The region ${name} was not built for the profile ${profile}, only for ${profiles.join(', ')}.`,
      'profile',
    )
  }
  const at = asked.departure === undefined ? ctx.now() : new Date(asked.departure)
  const changes = await withInstallation(
    ctx.db,
    async (trx) =>
      changesAt(at, await closuresBetween(trx, name, { from: at, until: at }), await trafficOf(trx, name)),
    { signal: ctx.signal },
  )
  return { region: await ctx.regions.live(name, { profile, changes }), profile }
}
