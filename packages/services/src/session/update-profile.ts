import type { Call } from '../context.ts'
import type { UpdateProfileInput } from './inputs.ts'

/** Changes one's own name and the address to sign in with; with another address, every other session of the person ends. */
export async function updateProfile({ ctx, input }: Call<UpdateProfileInput>): Promise<Record<never, never>> {
  await ctx.auth.updateProfile({ ...input, session: ctx, origin: ctx })
  return {}
}
