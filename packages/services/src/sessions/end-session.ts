import type { Call, StaffContext } from '../context.ts'
import type { EndSessionInput } from './inputs.ts'

/** Ends one of one's own sessions. */
export async function endSession({ ctx, input }: Call<EndSessionInput>): Promise<Record<never, never>> {
  await ctx.auth.endSession({ session: ctx, origin: ctx }, input.id)
  return {}
}

/** Ends all of one's own sessions but this one. */
export async function endOtherSessions({
  ctx,
}: {
  readonly ctx: StaffContext
}): Promise<{ readonly ended: number }> {
  return { ended: await ctx.auth.endOtherSessions({ session: ctx, origin: ctx }) }
}
