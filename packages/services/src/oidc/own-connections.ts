import type { OwnConnection } from '@cartage/auth'
import type { SignedInCall, StaffContext } from '../context.ts'
import { beginSession } from '../session/begin-session.ts'
import type { SessionView } from '../session/session-view.ts'
import type { ProviderInput, StartProofInput } from './inputs.ts'
import { ownPath } from './own-path.ts'
import { redirectUriOf } from './redirect-uri.ts'

export interface OwnConnections {
  readonly items: readonly OwnConnection[]
}

/** Where a way to a provider begins. */
export interface ProviderStart {
  /** Where to send the browser. */
  readonly url: string
}

/** The providers of the organization, and which of them the person can sign in with. */
export async function listConnections({ ctx }: { readonly ctx: StaffContext }): Promise<OwnConnections> {
  return { items: await ctx.auth.oidc.connections(ctx) }
}

/** Begins to connect a provider with the account that is signed in. */
export async function startLink({ ctx, input }: SignedInCall<ProviderInput>): Promise<ProviderStart> {
  const { url, cookies } = await ctx.auth.oidc.startLink({
    session: ctx,
    providerId: input.id,
    redirectUri: redirectUriOf(ctx),
    next: '/settings/account',
  })
  for (const cookie of cookies) ctx.setCookie(cookie)
  return { url }
}

/** Begins a fresh proof at the provider that the person signed in with; it ends at a page that says how it went. */
export async function startProof({ ctx, input }: SignedInCall<StartProofInput>): Promise<ProviderStart> {
  const next = new URLSearchParams({ next: ownPath(input.next, ctx.publicUrl) })
  const { url, cookies } = await ctx.auth.oidc.startProof({
    session: ctx,
    redirectUri: redirectUriOf(ctx),
    next: `/confirmed?${next.toString()}`,
  })
  for (const cookie of cookies) ctx.setCookie(cookie)
  return { url }
}

/** Connects the provider whose sign-in waited for this account, and goes on in its organization. */
export async function connectAccount({ ctx }: Pick<SignedInCall<never>, 'ctx'>): Promise<SessionView> {
  return beginSession(ctx, await ctx.auth.oidc.connect({ ...ctx.request, session: ctx }))
}

/** Takes back that the person may sign in with a provider. */
export async function unlinkAccount({
  ctx,
  input,
}: SignedInCall<ProviderInput>): Promise<Record<never, never>> {
  await ctx.auth.oidc.unlink({ session: ctx, providerId: input.id, origin: ctx })
  return {}
}
