import type { OfferedProvider, PendingSignIn } from '@cartage/auth'
import type { VisitorCall, VisitorContext } from '../context.ts'
import type { OfferedProvidersInput, ProviderInput } from './inputs.ts'
import { ownPath } from './own-path.ts'
import { redirectUriOf } from './redirect-uri.ts'

export interface OfferedProviders {
  readonly items: readonly OfferedProvider[]
}

/** What the sign-in page offers beside the password. */
export async function offeredProviders({
  ctx,
  input: { organization: organizationId, domain },
}: VisitorCall<OfferedProvidersInput>): Promise<OfferedProviders> {
  const { remoteAddress } = ctx.request
  return { items: await ctx.auth.oidc.offered({ organizationId, domain, remoteAddress }) }
}

/** What a sign-in at a provider still waits for in this browser; null for nothing. */
export const pendingSignIn = ({ ctx }: { readonly ctx: VisitorContext }): Promise<PendingSignIn | null> =>
  ctx.auth.oidc.pending(ctx.request)

/** Begins to sign in at a provider. Answers where to send the browser. */
export async function startOidcSignIn({
  ctx,
  input: { id: providerId, next },
}: VisitorCall<ProviderInput & { readonly next: string | undefined }>): Promise<string> {
  const { url, cookies } = await ctx.auth.oidc.startSignIn({
    providerId,
    redirectUri: redirectUriOf(ctx),
    next: ownPath(next, ctx.publicUrl),
    remoteAddress: ctx.request.remoteAddress,
  })
  for (const cookie of cookies) ctx.setCookie(cookie)
  return url
}

/** Takes what a browser brought back from a provider. Answers the path of ours to go on at. */
export async function completeOidcSignIn({
  ctx,
  input: query,
}: VisitorCall<URLSearchParams>): Promise<string> {
  const { auth, request, staff } = ctx
  const end = await auth.oidc.complete({
    ...request,
    query,
    redirectUri: redirectUriOf(ctx),
    session: staff,
  })
  for (const cookie of end.cookies) ctx.setCookie(cookie)
  const isWaiting = end.kind === 'connect' || (end.kind === 'signed_in' && end.answer.kind !== 'session')
  if (!isWaiting) return end.next
  const waiting = new URLSearchParams({ pending: '1', next: end.next })
  return `/sign-in?${waiting.toString()}`
}
