import type { InstallationTransaction } from '@cartage/db'
import type { RoadConditions } from '@cartage/roads'
import { LRUCache } from 'lru-cache'

/** What a region's roads take of its traffic, with an id that another content does not have. */
export interface TrafficOfRegion {
  readonly id: string
  readonly conditions: Pick<RoadConditions, 'traffic' | 'timeZone'>
}

/** By id of the content, so that a question about a route does not read the whole file each time. */
const known = new LRUCache<string, TrafficOfRegion>({ max: 32 })

/** The traffic that counts in a region; undefined where there is none. */
export async function trafficOf(
  trx: Pick<InstallationTransaction, 'selectFrom'>,
  region: string,
): Promise<TrafficOfRegion | undefined> {
  const current = trx.selectFrom('region.traffic').where('region', '=', region).where('deletedAt', 'is', null)
  const named = await current.select('id').executeTakeFirst()
  if (named === undefined) return undefined
  const found = known.get(named.id)
  if (found !== undefined) return found
  // It may be another one by now.
  const row = await current.select(['id', 'text']).executeTakeFirst()
  if (row === undefined) return undefined
  const conditions: RoadConditions = JSON.parse(row.text)
  const { traffic, timeZone } = conditions
  const read = { id: row.id, conditions: { traffic, timeZone } }
  known.set(row.id, read)
  return read
}
