import { type Closure, invalid } from '@cartage/domain'
import type { StaffContext } from '../context.ts'
import { roadChanges } from './road-changes.ts'

/** INVALID for a closure that means no road of its region. A region that is not open just now is not asked. */
export async function requireRoad(
  { regions }: Pick<StaffContext, 'regions'>,
  { region: name, ...closure }: Pick<Closure, 'id' | 'region' | 'area' | 'road' | 'factor'>,
): Promise<void> {
  const region = await regions.open(name).catch(() => undefined)
  if (region === undefined) return
  if (roadChanges([closure]).some((change) => region.isAnyRoad(change))) return
  throw closure.area === null
    ? invalid('This road is not in the region. Pick another.', 'road')
    : invalid('No road runs through this area. Draw it over the roads to close.', 'area')
}
