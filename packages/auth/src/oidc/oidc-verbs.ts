import type { OrganizationId } from '@cartage/domain'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import type { OutgoingFetch } from '../outgoing/outgoing-fetch.ts'
import type { SessionContext, SessionRead } from '../sessions/session-store.ts'
import { checkConnection, type CheckConnectionInput, type Finding } from './check-connection.ts'
import { completeFlow, type CompleteFlowInput, type FlowEnd } from './complete-flow.ts'
import { connectAccount, type ConnectAccountInput } from './connect-account.ts'
import { createProvider, type CreateProviderInput } from './create-provider.ts'
import { type ListedProvider, listProviders } from './list-providers.ts'
import { type OfferedProvider, offeredProviders, type OfferedProvidersInput } from './offered-providers.ts'
import { listConnections, type OwnConnection, unlinkAccount, type UnlinkInput } from './own-connections.ts'
import type { OidcProvider } from './own-provider.ts'
import { pendingSignIn, type PendingSignIn } from './pending.ts'
import { ProviderClients } from './provider-client.ts'
import { removeProvider, type RemoveProviderInput } from './remove-provider.ts'
import {
  type Departure,
  startLink,
  type StartLinkInput,
  startProof,
  type StartProofInput,
  startSignIn,
  type StartSignInInput,
} from './start-sign-in.ts'
import { updateProvider, type UpdateProviderInput } from './update-provider.ts'

/** Signing in at providers of OpenID Connect, which organizations set up for themselves. */
export interface OidcVerbs {
  list(organizationId: OrganizationId): Promise<readonly ListedProvider[]>
  create(input: CreateProviderInput): Promise<OidcProvider>
  update(input: UpdateProviderInput): Promise<OidcProvider>
  remove(input: RemoveProviderInput): Promise<void>
  /** Tries settings before anybody depends on them. */
  check(input: CheckConnectionInput): Promise<readonly Finding[]>
  /** What the sign-in page offers. */
  offered(input: OfferedProvidersInput): Promise<readonly OfferedProvider[]>
  startSignIn(input: StartSignInInput): Promise<Departure>
  startLink(input: StartLinkInput): Promise<Departure>
  /** Begins a fresh proof of who somebody is at the provider that vouched for them. */
  startProof(input: StartProofInput): Promise<Departure>
  /** Takes what a browser brought back. */
  complete(input: CompleteFlowInput): Promise<FlowEnd>
  pending(origin: Pick<RequestOrigin, 'cookieHeader'>): Promise<PendingSignIn | null>
  connect(input: ConnectAccountInput): Promise<SessionRead>
  connections(session: SessionContext): Promise<readonly OwnConnection[]>
  unlink(input: UnlinkInput): Promise<void>
}

export function oidcVerbs(context: AuthContext, fetch: OutgoingFetch): OidcVerbs {
  const clients = new ProviderClients(fetch, context)
  return {
    list: (organizationId) => listProviders(context, organizationId),
    create: (input) => createProvider(context, input),
    update: (input) => updateProvider(context, input),
    remove: (input) => removeProvider(context, input),
    check: (input) => checkConnection(context, clients, input),
    offered: (input) => offeredProviders(context, input),
    startSignIn: (input) => startSignIn(context, clients, input),
    startLink: (input) => startLink(context, clients, input),
    startProof: (input) => startProof(context, clients, input),
    complete: (input) => completeFlow(context, clients, input),
    pending: (origin) => pendingSignIn(context, origin),
    connect: (input) => connectAccount(context, input),
    connections: (session) => listConnections(context, session),
    unlink: (input) => unlinkAccount(context, input),
  }
}
