import { withInstallation } from '@cartage/db'
import { invalid } from '@cartage/domain'
import type { Region } from '@cartage/roads'
import { closuresBetween } from '../closures/closures-between.ts'
import { roadChanges } from '../closures/road-changes.ts'
import type { StaffContext } from '../context.ts'

/** A region as its roads are now, for one of its profiles; INVALID when that was not built. */
export async function openProfile(
  ctx: Pick<StaffContext, 'db' | 'regions' | 'now' | 'signal'>,
  name: string,
  asked: string | undefined,
): Promise<{ readonly region: Region; readonly profile: string }> {
  const region = await ctx.regions.open(name)
  const { profiles } = region.info
  const profile = asked ?? profiles[0]
  if (profile === undefined || !profiles.includes(profile)) {
    throw invalid(
      `The region ${name} was not built for the profile ${profile}, only for ${profiles.join(', ')}.`,
      'profile',
    )
  }
  const now = ctx.now()
  const closures = await withInstallation(
    ctx.db,
    (trx) => closuresBetween(trx, name, { from: now, until: now }),
    { signal: ctx.signal },
  )
  return { region: await ctx.regions.live(name, { profile, changes: roadChanges(closures) }), profile }
}
