import type { Permission } from '@cartage/auth'

/** What every procedure declares: who may call it. `anyone` needs no session, `session` any living one. */
export interface Meta {
  readonly access: 'anyone' | 'session' | Permission
}
