import type { StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { SampleDay } from './sample-day.ts'

/** Loads the made-up day of the demo region into this organization. Loading it again changes nothing. */
export async function loadSampleDay({ ctx }: { readonly ctx: StaffContext }): Promise<SampleDay> {
  authorize(ctx, 'fleet:write')
  throw new Error('pending')
}
