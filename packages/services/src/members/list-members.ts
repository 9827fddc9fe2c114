import type { Member } from '@cartage/auth'
import type { StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'

export interface MemberList {
  readonly items: readonly Member[]
}

/** The people of the organization by name. */
export async function listMembers({ ctx }: { readonly ctx: StaffContext }): Promise<MemberList> {
  authorize(ctx, 'member:manage')
  return { items: await ctx.auth.listMembers(ctx.organizationId) }
}
