import type { ResequenceRouteInput, Route } from '@cartage/domain'
import type { Call } from '../context.ts'

export async function resequenceRoute({ ctx, input }: Call<ResequenceRouteInput>): Promise<Route> {
  throw new Error('pending')
}
