import type { Finding, ListedProvider, OidcProvider } from '@cartage/auth'
import { oidcProviderId } from '@cartage/domain'
import type { Call, StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { CheckProviderInput, CreateProviderInput, ProviderInput, UpdateProviderInput } from './inputs.ts'
import { redirectUriOf } from './redirect-uri.ts'

export interface ProviderList {
  readonly items: readonly ListedProvider[]
  /** To be registered at the provider, exactly so. */
  readonly redirectUri: string
  /** The sign-in page with the organization's buttons. */
  readonly signInLink: string
}

export interface CheckedProvider {
  readonly findings: readonly Finding[]
}

/** Where members may sign in instead of here. */
export async function listProviders({ ctx }: { readonly ctx: StaffContext }): Promise<ProviderList> {
  authorize(ctx, 'access:manage')
  return {
    items: await ctx.auth.oidc.list(ctx.organizationId),
    redirectUri: redirectUriOf(ctx),
    signInLink: `${ctx.publicUrl}/sign-in?organization=${ctx.organizationId}`,
  }
}

/** Sets up a provider. Its id is ours to give: it is one in the whole installation, and nobody is to find out others'. */
export async function createProvider({ ctx, input }: Call<CreateProviderInput>): Promise<OidcProvider> {
  authorize(ctx, 'access:manage')
  const { organizationId, userId: createdBy, permissions: held } = ctx
  const id = oidcProviderId.parse(ctx.newId())
  return ctx.auth.oidc.create({ ...input, id, organizationId, createdBy, held, origin: ctx })
}

/** Changes a provider; with another issuer everybody's connection to it ends. */
export async function updateProvider({ ctx, input }: Call<UpdateProviderInput>): Promise<OidcProvider> {
  authorize(ctx, 'access:manage')
  const { organizationId, userId: changedBy, permissions: held } = ctx
  return ctx.auth.oidc.update({ ...input, organizationId, changedBy, held, origin: ctx })
}

/** Removes a provider, with everybody's connection to it. */
export async function removeProvider({ ctx, input }: Call<ProviderInput>): Promise<Record<never, never>> {
  authorize(ctx, 'access:manage')
  const { organizationId, userId: removedBy, permissions: held } = ctx
  await ctx.auth.oidc.remove({ ...input, organizationId, removedBy, held, origin: ctx })
  return {}
}

/** Tries settings and says what is wrong with each. */
export async function checkProvider({ ctx, input }: Call<CheckProviderInput>): Promise<CheckedProvider> {
  authorize(ctx, 'access:manage')
  const { organizationId, permissions: held } = ctx
  const redirectUri = redirectUriOf(ctx)
  return { findings: await ctx.auth.oidc.check({ ...input, organizationId, held, redirectUri }) }
}
