import { invalid } from '@cartage/domain'
import type { Region } from '@cartage/roads'
import type { StaffContext } from '../context.ts'

/** A region and one of its profiles; INVALID when that profile was not built. */
export async function openProfile(
  ctx: Pick<StaffContext, 'regions'>,
  name: string,
  profile: string | undefined,
): Promise<{ readonly region: Region; readonly profile: string | undefined }> {
  const region = await ctx.regions.open(name)
  const { profiles } = region.info
  if (profile !== undefined && !profiles.includes(profile)) {
    throw invalid(
      `The region ${name} was not built for the profile ${profile}, only for ${profiles.join(', ')}.`,
      'profile',
    )
  }
  return { region, profile }
}
