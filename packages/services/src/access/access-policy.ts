import type { AccessPolicy } from '@cartage/auth'
import { z } from 'zod'
import type { Call, StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'

export const updateAccessInput = z.strictObject({ requiresSecondFactor: z.boolean() })
export type UpdateAccessInput = z.infer<typeof updateAccessInput>

/** What the organization asks of everybody who comes in. */
export async function getAccess({ ctx }: { readonly ctx: StaffContext }): Promise<AccessPolicy> {
  authorize(ctx, 'access:manage')
  return ctx.auth.getAccessPolicy(ctx.organizationId)
}

/** Changes it; it holds from everybody's next request. */
export async function updateAccess({ ctx, input }: Call<UpdateAccessInput>): Promise<AccessPolicy> {
  authorize(ctx, 'access:manage')
  return ctx.auth.updateAccessPolicy({ ...input, session: ctx, origin: ctx })
}
