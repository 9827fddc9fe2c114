import type { Tags } from '../osm/osm-data.ts'
import { matchesAny } from './match-tags.ts'
import type { Profile } from './profile.ts'
import { isWithinLimits } from './vehicle-limits.ts'
import { decidingAccess } from './way-access.ts'

/** Whether a barrier, or a limit of size or weight, on a node keeps the vehicle from passing. */
export function isBlockedNode(profile: Profile, tags: Tags): boolean {
  if (!isWithinLimits(profile, tags)) return true
  const barrier = tags['barrier']
  if (barrier === undefined) return false
  const access = decidingAccess(profile, tags)
  const isRefused = access !== undefined && profile.accessBlocked.includes(access)
  const { blocking, gates, closedBy } = profile.barriers
  // Somebody who lives there can take a bollard away; a stranger with a parcel cannot, but can ring at a gate.
  if (blocking.includes(barrier)) {
    return access === undefined || isRefused || profile.accessDestination.includes(access)
  }
  return gates.includes(barrier) && (isRefused || matchesAny(closedBy, tags))
}
