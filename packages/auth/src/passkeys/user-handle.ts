import type { UserId } from '@cartage/domain'

/** How devices tell the passkeys of one person from those of another: the bytes of a random id, which says nothing about them. */
export const userHandleOf = (userId: UserId): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(userId.replaceAll('-', ''), 'hex'))
