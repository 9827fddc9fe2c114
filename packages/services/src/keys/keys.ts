import type { ApiKey, CreatedKey } from '@cartage/auth'
import type { Call, StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { CreateKeyInput, RenameKeyInput, RevokeKeyInput } from './inputs.ts'

export interface KeyList {
  readonly items: readonly ApiKey[]
}

/** The keys of the organization, the newest first; those that ended stay for a month. */
export async function listKeys({ ctx }: { readonly ctx: StaffContext }): Promise<KeyList> {
  authorize(ctx, 'key:manage')
  return { items: await ctx.auth.keys.list(ctx.organizationId) }
}

/** Makes a key and tells it, this once. */
export async function createKey({ ctx, input }: Call<CreateKeyInput>): Promise<CreatedKey> {
  authorize(ctx, 'key:manage')
  return ctx.auth.keys.create({ ...input, maker: ctx, origin: ctx })
}

/** Ends a key at once. */
export async function revokeKey({ ctx, input }: Call<RevokeKeyInput>): Promise<ApiKey> {
  authorize(ctx, 'key:manage')
  const { organizationId, userId: changedBy } = ctx
  return ctx.auth.keys.revoke({ ...input, organizationId, changedBy, origin: ctx })
}

/** Gives a key another name. */
export async function renameKey({ ctx, input }: Call<RenameKeyInput>): Promise<ApiKey> {
  authorize(ctx, 'key:manage')
  const { organizationId, userId: changedBy } = ctx
  return ctx.auth.keys.rename({ ...input, organizationId, changedBy, origin: ctx })
}
