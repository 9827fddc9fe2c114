import type { TrafficOfInput } from '@cartage/domain'
import type { Call } from '../context.ts'
import { setTrafficDeleted } from './set-traffic-deleted.ts'

/** Brings back the traffic that a region had last, unless it has other by now. Repeating it is harmless. */
export async function restoreTraffic({
  ctx,
  input,
}: Call<TrafficOfInput>): Promise<{ readonly region: string }> {
  return setTrafficDeleted({ ctx, ...input, deletedAt: null, action: 'traffic.restore' })
}
