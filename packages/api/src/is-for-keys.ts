import type { Meta } from './meta.ts'

/**
 * Whether a program may call it with a key: what a permission names, unless a person has to prove who they are. What every
 * session may do is about that person: their password, their factors, where they go on.
 */
export const isForKeys = (meta: Meta | undefined): boolean =>
  meta !== undefined &&
  !['anyone', 'session', 'operator'].includes(meta.access) &&
  meta.isSensitive !== true &&
  meta.isForPeople !== true
