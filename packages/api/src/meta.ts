import type { Permission } from '@cartage/auth'

/** What every procedure declares: who may call it. */
export interface Meta {
  /** `anyone` needs no session, `session` any living one, `operator` that of somebody who manages organizations. */
  readonly access: 'anyone' | 'session' | 'operator' | Permission
  /** Whether the person must have proven who they are within the last minutes. */
  readonly isSensitive?: boolean
  /** Whether it can be called while the session lacks the second factor that the organization asks for. */
  readonly isForLacking?: boolean
  /** Whether a key is refused; one is refused too by what is sensitive and by what asks for no permission. */
  readonly isForPeople?: boolean
}
