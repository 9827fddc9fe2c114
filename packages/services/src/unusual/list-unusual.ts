import type { UnusualEvent } from '@cartage/auth'
import type { StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'

export interface UnusualList {
  readonly items: readonly UnusualEvent[]
}

/** Sign-ins and work of the last 30 days that were not as ever, for who manages members. */
export async function listUnusual({ ctx }: { readonly ctx: StaffContext }): Promise<UnusualList> {
  authorize(ctx, 'member:manage')
  return { items: await ctx.auth.unusual.list(ctx.organizationId) }
}

/** One's own sign-ins that were unusual. */
export async function listOwnUnusual({ ctx }: { readonly ctx: StaffContext }): Promise<UnusualList> {
  return { items: await ctx.auth.unusual.listOwn(ctx.organizationId, ctx.userId) }
}
