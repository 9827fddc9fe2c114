import type { Call } from '../context.ts'
import type { ChangePasswordInput } from './inputs.ts'

/** Changes one's own password; every other session of the person ends. */
export async function changePassword({
  ctx,
  input,
}: Call<ChangePasswordInput>): Promise<Record<never, never>> {
  const { organizationId, userId, sessionId } = ctx
  await ctx.auth.changePassword({ ...input, organizationId, userId, sessionId, origin: ctx })
  return {}
}
