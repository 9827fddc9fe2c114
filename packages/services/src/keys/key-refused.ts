import { CartageError } from '@cartage/domain'

/** The same for every reason: nobody learns from it whether a key exists. The audit log says why one of ours was refused. */
export const keyRefused = (): CartageError =>
  new CartageError(
    'UNAUTHENTICATED',
    'This key is unknown, expired or revoked, or it may not be used from this address. Send it as "Authorization: Bearer crt_…".',
    { reason: 'KEY' },
  )
