import type { AddressPolicy } from '@cartage/auth'
import { addressRules } from '@cartage/domain'
import { z } from 'zod'
import type { Call, StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'

export const setAddressesInput = z.strictObject({
  ...addressRules,
  /** As it was read. */
  version: z.int().min(0),
})
export type SetAddressesInput = z.infer<typeof setAddressesInput>

export interface AddressesView extends AddressPolicy {
  /** From where the caller comes, as the server sees it. */
  readonly ownAddress: string | null
}

/** From where the organization lets people and programs in. */
export async function getAddresses({ ctx }: { readonly ctx: StaffContext }): Promise<AddressesView> {
  authorize(ctx, 'access:manage')
  return viewOf(ctx, await ctx.auth.getAddressPolicy(ctx.organizationId))
}

/** Changes from where; never so that who does it would be locked out. */
export async function setAddresses({ ctx, input }: Call<SetAddressesInput>): Promise<AddressesView> {
  authorize(ctx, 'access:manage')
  const { organizationId, userId: changedBy } = ctx
  return viewOf(ctx, await ctx.auth.setAddressPolicy({ ...input, organizationId, changedBy, origin: ctx }))
}

const viewOf = ({ remoteAddress }: StaffContext, policy: AddressPolicy): AddressesView => ({
  ...policy,
  ownAddress: remoteAddress?.replace(/^::ffff:(?=\d+\.)/i, '') ?? null,
})
