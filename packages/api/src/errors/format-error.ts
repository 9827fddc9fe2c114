import { randomUUID } from 'node:crypto'
import type { VisitorContext } from '@cartage/services'
import type { TRPCError, TRPCErrorShape } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import type { ApiErrorData } from './error-shape.ts'
import { knownError } from './known-error.ts'
import { codeOfTrpc } from './status-of.ts'

export interface ApiErrorShape extends TRPCErrorShape<ApiErrorData> {
  readonly message: string
}

/**
 * Writes a failure for the caller. Only texts that were meant for a person leave the server; a surprise becomes
 * a plain line with an id, and the log has the rest under that id.
 */
export function formatError({
  error,
  shape,
  path,
  ctx,
}: {
  readonly error: TRPCError
  readonly shape: TRPCErrorShape
  readonly path: string | undefined
  readonly ctx: VisitorContext | undefined
}): ApiErrorShape {
  const httpStatus = getHTTPStatusCodeFromError(error)
  const known = knownError(error.cause)
  if (known !== undefined && known.code !== 'INTERNAL') {
    if (known.detail !== undefined) ctx?.log.warn({ path, code: known.code, detail: known.detail }, 'refused')
    return {
      code: shape.code,
      message: known.message,
      data: {
        code: known.code,
        httpStatus,
        reason: known.reason ?? null,
        field: known.field ?? null,
        logId: null,
        retryAfterS: known.retryAfterS ?? null,
      },
    }
  }
  const plain = { httpStatus, reason: null, field: null, retryAfterS: null }
  if (error.code === 'INTERNAL_SERVER_ERROR') {
    const logId = randomUUID()
    ctx?.log.error({ err: error.cause ?? error, path, logId }, 'unexpected failure')
    const message =
      'Something went wrong on the server. Try again; if it stays, give this id to whoever runs it.'
    return { code: shape.code, message, data: { ...plain, code: 'INTERNAL', logId } }
  }
  const message = messageOfTrpc[error.code] ?? 'The server could not read this request.'
  return { code: shape.code, message, data: { ...plain, code: codeOfTrpc(error.code), logId: null } }
}

/** tRPC's own messages quote paths and bodies; these do not. */
const messageOfTrpc: Readonly<Partial<Record<TRPCError['code'], string>>> = {
  NOT_FOUND: 'There is no such procedure.',
  METHOD_NOT_SUPPORTED: 'This procedure is called with the other method.',
  PAYLOAD_TOO_LARGE: 'The request is too large.',
  UNSUPPORTED_MEDIA_TYPE: 'This procedure takes application/json only.',
  CLIENT_CLOSED_REQUEST: 'The caller went away.',
}
