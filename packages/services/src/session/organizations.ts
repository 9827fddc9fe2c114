import type { OwnOrganization } from '@cartage/auth'
import type { SignedInCall, StaffContext } from '../context.ts'
import { beginSession } from './begin-session.ts'
import type { JoinOrganizationInput, SwitchOrganizationInput } from './inputs.ts'
import type { SessionView } from './session-view.ts'

export interface OwnOrganizations {
  readonly items: readonly OwnOrganization[]
}

/** The organizations that the person may switch to, by name. */
export async function listOwnOrganizations({
  ctx,
}: {
  readonly ctx: StaffContext
}): Promise<OwnOrganizations> {
  const items = await ctx.auth.listOrganizations(ctx.userId)
  // A provider's word opens its own organization, and tells nothing of the others.
  const isBound = ctx.providerId !== undefined && ctx.providerId !== null
  return { items: isBound ? items.filter(({ id }) => id === ctx.organizationId) : items }
}

/** Goes on in another organization without signing in again. */
export async function switchOrganization({
  ctx,
  input,
}: SignedInCall<SwitchOrganizationInput>): Promise<SessionView> {
  return beginSession(
    ctx,
    await ctx.auth.switchOrganization({ ...ctx.request, session: ctx, organizationId: input.id }),
  )
}

/** Takes an invitation with the account that is signed in, and goes on in that organization. */
export async function joinOrganization({
  ctx,
  input,
}: SignedInCall<JoinOrganizationInput>): Promise<SessionView> {
  const organizationId = await ctx.auth.joinOrganization({ ...ctx.request, session: ctx, token: input.token })
  return beginSession(
    ctx,
    await ctx.auth.switchOrganization({ ...ctx.request, session: ctx, organizationId }),
  )
}
