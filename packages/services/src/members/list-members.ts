import type { Member, OwnRole } from '@cartage/auth'
import type { StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'

export interface MemberList {
  readonly items: readonly Member[]
  /** The organization's own roles, which members can have beside those of the product. */
  readonly roles: readonly OwnRole[]
}

/** The people of the organization by name. */
export async function listMembers({ ctx }: { readonly ctx: StaffContext }): Promise<MemberList> {
  authorize(ctx, 'member:manage')
  const [items, roles] = await Promise.all([
    ctx.auth.listMembers(ctx.organizationId),
    ctx.auth.listRoles(ctx.organizationId),
  ])
  return { items, roles }
}
