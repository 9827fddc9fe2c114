import type { VisitorContext } from '../context.ts'

/** Ends the session, if there is one, and takes the cookie back. */
export async function signOut({ ctx }: { readonly ctx: VisitorContext }): Promise<Record<never, never>> {
  const { cookies } = await ctx.auth.signOut(ctx.request)
  for (const cookie of cookies) ctx.setCookie(cookie)
  return {}
}
