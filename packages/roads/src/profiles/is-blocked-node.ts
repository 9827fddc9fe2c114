import type { Tags } from '../osm/osm-data.ts'
import type { Profile } from './profile.ts'
import { decidingAccess } from './read-way.ts'

/** Whether a barrier on a node keeps the vehicle from passing. */
export function isBlockedNode(profile: Profile, tags: Tags): boolean {
  const barrier = tags['barrier']
  if (barrier === undefined) return false
  const access = decidingAccess(profile, tags)
  const isRefused = access !== undefined && profile.accessBlocked.includes(access)
  if (profile.barriers.blocking.includes(barrier)) return access === undefined || isRefused
  return profile.barriers.gates.includes(barrier) && isRefused
}
