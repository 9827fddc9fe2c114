import { invalid } from '@cartage/domain'
import type { StaffContext } from '../context.ts'
import { missingProfile } from '../planning/pick-profile.ts'

/** INVALID for a profile that the roads of a region were not built for. A region that is not open just now is not asked. */
export async function requireProfile(
  { regions }: Pick<StaffContext, 'regions'>,
  region: string,
  profile: string,
): Promise<void> {
  const opened = await regions.open(region).catch(() => undefined)
  const missing = opened && missingProfile(profile, opened.info.profiles)
  if (missing !== undefined) throw invalid(missing, 'profile')
}
