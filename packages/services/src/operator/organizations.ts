import type { ManagedOrganization } from '@cartage/auth'
import type { Call, StaffContext } from '../context.ts'
import { decodeOffset, encodeOffset } from '../tenancy/offset-cursor.ts'
import type {
  CreateManagedInput,
  InviteAdminInput,
  ListManagedInput,
  ManagedInput,
  RemoveManagedInput,
  RenameManagedInput,
  SetManagedDisabledInput,
} from './inputs.ts'

export interface ManagedOrganizations {
  readonly items: readonly ManagedOrganization[]
  readonly nextCursor?: string | undefined
}

/** A link for the first administrator, shown only now. */
export interface AdminLink {
  /** Works once; the token stands in the fragment, which no server sees. */
  readonly link: string
  readonly expiresAt: string
}

/** The organizations of the installation by name, with figures and nothing that is in them. */
export async function listManaged({ ctx, input }: Call<ListManagedInput>): Promise<ManagedOrganizations> {
  const { cursor, limit, search } = input
  const offset = decodeOffset(cursor)
  const found = await ctx.auth.operators.list({ ...acting(ctx), search, offset, limit })
  const items = found.slice(0, limit)
  return found.length > limit ? { items, nextCursor: encodeOffset(offset + limit) } : { items }
}

export async function getManaged({ ctx, input }: Call<ManagedInput>): Promise<ManagedOrganization> {
  return ctx.auth.operators.get({ ...acting(ctx), ...input })
}

/** Makes an organization and a link with which its first administrator joins. */
export async function createManaged({ ctx, input }: Call<CreateManagedInput>): Promise<AdminLink> {
  return linkOf(ctx, await ctx.auth.operators.create({ ...acting(ctx), ...input }))
}

/** Makes that link anew, as long as no administrator has joined. */
export async function inviteAdmin({ ctx, input }: Call<InviteAdminInput>): Promise<AdminLink> {
  return linkOf(ctx, await ctx.auth.operators.inviteFirstAdmin({ ...acting(ctx), ...input }))
}

export async function renameManaged({ ctx, input }: Call<RenameManagedInput>): Promise<ManagedOrganization> {
  return ctx.auth.operators.rename({ ...acting(ctx), ...input })
}

/** Lets nobody in, or its people in again. */
export async function setManagedDisabled({
  ctx,
  input,
}: Call<SetManagedDisabledInput>): Promise<ManagedOrganization> {
  return ctx.auth.operators.setDisabled({ ...acting(ctx), ...input })
}

/** Removes it with all that it owns, after a period of grace. */
export async function removeManaged({ ctx, input }: Call<RemoveManagedInput>): Promise<ManagedOrganization> {
  return ctx.auth.operators.remove({ ...acting(ctx), ...input })
}

/** Keeps it after all. */
export async function keepManaged({ ctx, input }: Call<ManagedInput>): Promise<ManagedOrganization> {
  return ctx.auth.operators.keep({ ...acting(ctx), ...input })
}

const acting = (ctx: StaffContext) => ({ session: ctx, origin: ctx })

const linkOf = (
  { publicUrl }: StaffContext,
  { token, expiresAt }: { readonly token: string; readonly expiresAt: Date },
): AdminLink => ({ link: `${publicUrl}/invite#${token}`, expiresAt: expiresAt.toISOString() })
