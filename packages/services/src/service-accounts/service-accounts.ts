import type { ServiceAccount } from '@cartage/auth'
import type { UserId } from '@cartage/domain'
import type { Call, StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import type {
  CreateServiceAccountInput,
  RemoveServiceAccountInput,
  UpdateServiceAccountInput,
} from './inputs.ts'

export interface ServiceAccountList {
  readonly items: readonly ServiceAccount[]
}

/** The accounts for programs, by name. */
export async function listServiceAccounts({
  ctx,
}: {
  readonly ctx: StaffContext
}): Promise<ServiceAccountList> {
  authorize(ctx, 'key:manage')
  return { items: await ctx.auth.keys.listAccounts(ctx.organizationId) }
}

/** Makes an account for programs. */
export async function createServiceAccount({
  ctx,
  input,
}: Call<CreateServiceAccountInput>): Promise<ServiceAccount> {
  authorize(ctx, 'key:manage')
  return ctx.auth.keys.createAccount({ ...input, maker: ctx, origin: ctx })
}

/** Says anew what an account is; its keys follow at once. */
export async function updateServiceAccount({
  ctx,
  input,
}: Call<UpdateServiceAccountInput>): Promise<ServiceAccount> {
  authorize(ctx, 'key:manage')
  return ctx.auth.keys.updateAccount({ ...input, maker: ctx, origin: ctx })
}

/** Removes an account and its keys. */
export async function removeServiceAccount({
  ctx,
  input,
}: Call<RemoveServiceAccountInput>): Promise<{ readonly id: UserId }> {
  authorize(ctx, 'key:manage')
  await ctx.auth.keys.removeAccount({ ...input, maker: ctx, origin: ctx })
  return { id: input.id }
}
