import type { Tags } from '../osm/osm-data.ts'
import { own } from './match-tags.ts'
import type { Profile } from './profile.ts'
import { decidingAccess } from './way-access.ts'

/**
 * Seconds lost by passing a node: signals, a stop sign, a crossing, a gate, a toll booth; 0 for none. Tags on one node describe one
 * halt, so the largest counts. Which direction a sign faces is not asked.
 */
export function nodeCostS(profile: Profile, tags: Tags): number {
  const { costsS, restrictedGateS } = profile.nodes
  let cost = 0
  for (const key of Object.keys(costsS)) {
    cost = Math.max(cost, own(costsS[key] ?? {}, tags[key]) ?? 0)
  }
  if (profile.barriers.gates.includes(tags['barrier'] ?? '')) {
    const access = decidingAccess(profile, tags)
    if (access !== undefined && profile.accessDestination.includes(access))
      cost = Math.max(cost, restrictedGateS)
  }
  return cost
}
