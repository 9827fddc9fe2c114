import { availableParallelism } from 'node:os'
import { type Db, withIdentity } from '@cartage/db'
import type { OrganizationId, UserId } from '@cartage/domain'
import { type Advice, openAdvice } from './advice/open-advice.ts'
import { type UnusualActivity, openUnusualActivity } from './activity/open-unusual-activity.ts'
import { acceptInvite, type AcceptInviteInput } from './accounts/accept-invite.ts'
import { changePassword, type ChangePasswordInput } from './accounts/change-password.ts'
import { claimFirstAdmin, type ClaimFirstAdminInput } from './accounts/claim-first-admin.ts'
import { hasUsers } from './accounts/has-users.ts'
import { issueFirstAdminToken } from './accounts/issue-first-admin-token.ts'
import type { SignInAnswer } from './accounts/finish-sign-in.ts'
import { joinOrganization, type JoinOrganizationInput } from './accounts/join-organization.ts'
import { signIn, type SignInInput } from './accounts/sign-in.ts'
import type { AuthContext } from './auth-context.ts'
import { type Keys, openKeys } from './keys/open-keys.ts'
import type { KeyRow } from './keys/read-key.ts'
import { type Actor, listActors, type Names, namesOf, type NamesInput } from './audit/names-of.ts'
import { RecentRows } from './access/recent-rows.ts'
import {
  type AddressPolicy,
  getAddressPolicy,
  setAddressPolicy,
  type SetAddressPolicyInput,
} from './access/addresses/address-policy.ts'
import { type FactorVerbs, factorVerbs } from './factors/factor-verbs.ts'
import { type CallRates, createCallLimits, type TakeCall, usualCallRates } from './limits/call-limits.ts'
import { limitsWithRedis } from './limits/limits-with-redis.ts'
import { createPostgresLimits } from './limits/postgres-limits.ts'
import type { RedisLimits } from './limits/redis-limits.ts'
import { createInvite, type CreateInviteInput } from './members/create-invite.ts'
import { listMembers, type Member } from './members/list-members.ts'
import { setMemberDisabled, type SetMemberDisabledInput } from './members/set-member-disabled.ts'
import { setMemberRole, type SetMemberRoleInput } from './members/set-member-role.ts'
import { type OidcVerbs, oidcVerbs } from './oidc/oidc-verbs.ts'
import { createOutgoingFetch } from './outgoing/outgoing-fetch.ts'
import { unmatchableHash } from './passwords/argon2id.ts'
import { boundedQueue } from './passwords/bounded-queue.ts'
import { removeDueOrganizations } from './operators/remove-due.ts'
import { openOperators, type Operators } from './operators/open-operators.ts'
import { peopleAuth, type PeopleAuth } from './people-auth.ts'
import { createHourlyPrune } from './prune.ts'
import {
  type AccessPolicy,
  getAccessPolicy,
  updateAccessPolicy,
  type UpdateAccessPolicyInput,
} from './policy/access-policy.ts'
import { type PasskeyVerbs, passkeyVerbs } from './passkeys/passkey-verbs.ts'
import type { KeySource } from './sealing/key-source.ts'
import { Sealer } from './sealing/sealer.ts'
import { isSessionAlive } from './sessions/is-session-alive.ts'
import type { SessionRow } from './sessions/lucia-adapter.ts'
import { listOrganizations, type OwnOrganization } from './sessions/list-organizations.ts'
import { reauthenticate, type ReauthenticateInput } from './sessions/reauthenticate.ts'
import { type SessionKind, type SessionLimits, usualLimits } from './sessions/session-kinds.ts'
import { type SessionRead, type SessionRequest, SessionStore } from './sessions/session-store.ts'
import { signOut, type SignOutInput } from './sessions/sign-out.ts'
import { switchOrganization, type SwitchOrganizationInput } from './sessions/switch-organization.ts'
import type { OneTimeToken } from './tokens/one-time-token.ts'

/** Who may sign in, and as what. `cookies` are values of `Set-Cookie`, to be sent with the answer. */
export interface Auth extends PeopleAuth {
  /** Whether anybody can sign in yet. */
  hasUsers(): Promise<boolean>
  /** A fresh token for the first administrator (24 h, once); null when there are users. */
  issueFirstAdminToken(): Promise<string | null>
  claimFirstAdmin(input: ClaimFirstAdminInput): Promise<SessionRead>
  /** A session, or a ticket for the second factor. */
  signIn(input: SignInInput): Promise<SignInAnswer>
  /** Ends the session of the cookie, if there is one. */
  signOut(input: SignOutInput): Promise<{ readonly cookies: readonly string[] }>
  /** The living session of the cookie, extended when half its idle time is over; null for a visitor. */
  readSession(input: SessionRequest): Promise<SessionRead | null>
  /** Proves that it is still the same person; the session goes on with a new token. */
  reauthenticate(input: ReauthenticateInput): Promise<{ readonly cookies: readonly string[] }>
  /** The organizations that a person may switch to. */
  listOrganizations(userId: UserId): Promise<readonly OwnOrganization[]>
  switchOrganization(input: SwitchOrganizationInput): Promise<SessionRead>
  /** Takes an invitation of somebody who is signed in. */
  joinOrganization(input: JoinOrganizationInput): Promise<OrganizationId>
  /** Reads sessions and keys anew from here on: for when something may have changed that nobody else will tell of in time. */
  forgetRecent(): void
  /** Whether the session of this public id would still be let in from an address; asking does not extend it. */
  isSessionAlive(sessionId: string, remoteAddress: string | undefined): Promise<boolean>
  changePassword(input: ChangePasswordInput): Promise<void>
  listMembers(organizationId: OrganizationId): Promise<readonly Member[]>
  createInvite(input: CreateInviteInput): Promise<OneTimeToken>
  acceptInvite(input: AcceptInviteInput): Promise<SessionRead>
  setMemberRole(input: SetMemberRoleInput): Promise<Member>
  setMemberDisabled(input: SetMemberDisabledInput): Promise<Member>
  readonly keys: Keys
  /** Counts a call of a person and their organization. Throws LIMIT_REACHED with the seconds to wait. */
  readonly takeCall: TakeCall
  readonly operators: Operators
  /** Removes the organizations whose period of grace is over; whoever works on jobs asks for it now and then. */
  removeDueOrganizations(): Promise<void>
  /** From where an organization lets in. */
  getAddressPolicy(organizationId: OrganizationId): Promise<AddressPolicy>
  setAddressPolicy(input: SetAddressPolicyInput): Promise<AddressPolicy>
  /** How those are called who stand in an audit log. */
  namesOf(input: NamesInput): Promise<Names>
  listActors(organizationId: OrganizationId): Promise<readonly Actor[]>
  readonly factors: FactorVerbs
  readonly passkeys: PasskeyVerbs
  readonly advice: Advice
  readonly unusual: UnusualActivity
  readonly oidc: OidcVerbs
  getAccessPolicy(organizationId: OrganizationId): Promise<AccessPolicy>
  updateAccessPolicy(input: UpdateAccessPolicyInput): Promise<AccessPolicy>
  /** Throws PRECONDITION when something that is stored was sealed with a key that is not there. */
  checkKeys(): Promise<void>
}

export interface AuthOptions {
  readonly db: Db
  /** What the secrets in the database are sealed with. */
  readonly keys: KeySource
  /** Whether browsers reach us over TLS: then cookies are `__Host-` and Secure. */
  readonly isHttps: boolean
  /** Where people reach the console; passkeys are made for it. */
  readonly publicUrl: string
  /** Networks beside the public internet in which organizations' providers may be. */
  readonly outgoingNetworks?: readonly string[] | undefined
  /** How long sessions of each kind live. */
  readonly sessionLimits?: Readonly<Record<SessionKind, SessionLimits>> | undefined
  /** Calls a second of a person and of an organization. */
  readonly callRates?: CallRates | undefined
  /** Where limits are counted while it is there; without it, and while it is away, the database counts them. */
  readonly redis?: RedisLimits | undefined
  /** Calls back when access may have changed, from {@link ACCESS_CHANNEL}. Without it every request asks the database who it is. */
  readonly onAccessChange?: ((callback: () => void) => void) | undefined
  /** The clock. Lucia reads the system's by itself, so a test that moves one moves both. */
  readonly now?: (() => Date) | undefined
}

/** The channel of PostgreSQL on which its triggers say that somebody may have lost a way in. */
export const ACCESS_CHANNEL = 'cartage_access'

// A hash takes a core and 19 MiB, and a thread of Node's pool, which file reads need too.
const MOST_IN_FLIGHT = 4
const MOST_WAITING = 64

/** Opens the accounts of an installation. */
export function openAuth({
  db,
  keys,
  isHttps,
  publicUrl,
  outgoingNetworks = [],
  sessionLimits = usualLimits,
  callRates = usualCallRates,
  redis,
  onAccessChange,
  now = () => new Date(),
}: AuthOptions): Auth {
  const recentSessions = onAccessChange && new RecentRows<SessionRow>()
  const recentKeys = onAccessChange && new RecentRows<KeyRow>()
  const forgetRecent = (): void => {
    recentSessions?.forget()
    recentKeys?.forget()
  }
  onAccessChange?.(forgetRecent)
  const inDatabase = createPostgresLimits(db)
  const context: AuthContext = {
    db,
    limits: redis ? limitsWithRedis(redis, inDatabase) : inDatabase,
    sessions: new SessionStore(db, { isHttps, limits: sessionLimits, now, recent: recentSessions }),
    recentKeys,
    sealer: new Sealer(keys),
    hashing: boundedQueue(Math.min(MOST_IN_FLIGHT, availableParallelism()), MOST_WAITING),
    dummyHash: unmatchableHash(),
    isHttps,
    publicUrl,
    now,
  }
  const { sessions } = context
  const prune = createHourlyPrune(context)
  const passkeys = passkeyVerbs(context)
  return {
    ...peopleAuth(context),
    hasUsers: () => withIdentity(db, null, hasUsers),
    issueFirstAdminToken: () => issueFirstAdminToken(context),
    claimFirstAdmin: (input) => claimFirstAdmin(context, input),
    async signIn(input) {
      await prune()
      return signIn(context, input)
    },
    signOut: (input) => signOut(context, input),
    readSession: (origin) => sessions.read(origin),
    reauthenticate: (input) => reauthenticate(context, input),
    listOrganizations: (userId) => listOrganizations(context, userId),
    switchOrganization: (input) => switchOrganization(context, input),
    joinOrganization: (input) => joinOrganization(context, input),
    forgetRecent,
    isSessionAlive: (sessionId, remoteAddress) => isSessionAlive(context, sessionId, remoteAddress),
    changePassword: (input) => changePassword(context, input),
    listMembers: (organizationId) => listMembers(context, organizationId),
    createInvite: (input) => createInvite(context, input),
    acceptInvite: (input) => acceptInvite(context, input),
    setMemberRole: (input) => setMemberRole(context, input),
    setMemberDisabled: (input) => setMemberDisabled(context, input),
    keys: openKeys(context),
    takeCall: createCallLimits(context.limits, callRates),
    operators: openOperators(context),
    removeDueOrganizations: () => removeDueOrganizations(db),
    getAddressPolicy: (organizationId) => getAddressPolicy(context, organizationId),
    setAddressPolicy: (input) => setAddressPolicy(context, input),
    namesOf: (input) => namesOf(context, input),
    listActors: (organizationId) => listActors(context, organizationId),
    factors: factorVerbs(context),
    passkeys: {
      ...passkeys,
      async beginSignIn(origin) {
        await prune()
        return passkeys.beginSignIn(origin)
      },
    },
    advice: openAdvice(context),
    unusual: openUnusualActivity(context),
    oidc: oidcVerbs(context, createOutgoingFetch({ networks: outgoingNetworks })),
    getAccessPolicy: (organizationId) => getAccessPolicy(context, organizationId),
    updateAccessPolicy: (input) => updateAccessPolicy(context, input),
    checkKeys: () => context.sealer.check(db),
  }
}
