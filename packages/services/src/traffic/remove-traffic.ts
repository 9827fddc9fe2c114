import type { TrafficOfInput } from '@cartage/domain'
import type { Call } from '../context.ts'
import { setTrafficDeleted } from './set-traffic-deleted.ts'

/** Takes a region's traffic away; `restoreTraffic` brings it again. Repeating it is harmless. */
export async function removeTraffic({
  ctx,
  input,
}: Call<TrafficOfInput>): Promise<{ readonly region: string }> {
  return setTrafficDeleted({ ctx, ...input, deletedAt: ctx.now(), action: 'traffic.remove' })
}
