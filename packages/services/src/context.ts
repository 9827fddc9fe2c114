import type { Auth, RequestOrigin, SessionContext } from '@cartage/auth'
import type { Db } from '@cartage/db'
import type { ApiKeyId } from '@cartage/domain'
import type { Jobs } from '@cartage/jobs'
import type { Geocoder } from './geocoding/geocoder.ts'
import type { Mailer } from './mail/mailer.ts'
import type { RegionStore } from './regions/region-store.ts'

/** Where a use case writes what a person must not see. Fields first, as pino has it. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** What one process offers every use case. */
export interface Services {
  readonly db: Db
  readonly auth: Auth
  readonly jobs: Jobs
  readonly regions: RegionStore
  /** Asked where a region's own addresses give no sure answer; absent unless somebody set one up. */
  readonly geocoder?: Geocoder | undefined
  /** Absent unless somebody set up an SMTP server: signing in never depends on mail. */
  readonly mailer?: Mailer | undefined
  readonly log: Log
  /** Where people reach the console, without a slash at the end. */
  readonly publicUrl: string
  /** The clock; tests hold it still. */
  readonly now: () => Date
  /** A new UUID; tests make it predictable. */
  readonly newId: () => string
}

/** The person who acts, within the organization that their session names. */
export interface StaffContext extends Services, SessionContext {
  /** Ends with the request. */
  readonly signal?: AbortSignal | undefined
  readonly remoteAddress?: string | undefined
  readonly userAgent?: string | undefined
  /** Set when a program acts, with this key. */
  readonly apiKeyId?: ApiKeyId | undefined
  /** Set for a query of the API: the rows of the organization cannot be written then. */
  readonly isReadOnly?: boolean | undefined
  /** Asks whether the session that this came with still lives; streams do so now and then. */
  readonly isSessionAlive: () => Promise<boolean>
}

/** What a verb takes. */
export interface Call<Input> {
  readonly ctx: StaffContext
  readonly input: Input
}

/** Somebody who asks from outside, signed in or not. */
export interface VisitorContext extends Services {
  readonly request: RequestOrigin
  /** Adds a `Set-Cookie` header to the answer. */
  readonly setCookie: (cookie: string) => void
  /** Set when the request carries a living session, or a key that is good. */
  readonly staff: StaffContext | null
  /** Whether the request came with a key, good or not: then it is no person's. */
  readonly hasKey?: boolean | undefined
}

/** What a verb takes that works without a session. */
export interface VisitorCall<Input> {
  readonly ctx: VisitorContext
  readonly input: Input
}

/** What a verb takes that sets cookies for somebody who is signed in. */
export interface SignedInCall<Input> {
  readonly ctx: StaffContext & Pick<VisitorContext, 'request' | 'setCookie'>
  readonly input: Input
}
