import type { SignedInCall } from '../context.ts'

/** Erases one's own account, everywhere. */
export async function deleteAccount({
  ctx,
}: Pick<SignedInCall<never>, 'ctx'>): Promise<Record<never, never>> {
  await ctx.auth.deleteAccount({ userId: ctx.userId, origin: ctx })
  const { cookies } = await ctx.auth.signOut(ctx.request)
  for (const cookie of cookies) ctx.setCookie(cookie)
  return {}
}
