import type { ErrorCode } from '@cartage/domain'
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server'

/** The tRPC code, and with it the HTTP status, of each way a use case can fail. */
export const trpcCodeOf: Readonly<Record<ErrorCode, TRPC_ERROR_CODE_KEY>> = {
  NOT_FOUND: 'NOT_FOUND',
  FORBIDDEN: 'FORBIDDEN',
  UNAUTHENTICATED: 'UNAUTHORIZED',
  CONFLICT: 'CONFLICT',
  INVALID: 'BAD_REQUEST',
  LIMIT_REACHED: 'TOO_MANY_REQUESTS',
  PRECONDITION: 'PRECONDITION_FAILED',
  UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  INTERNAL: 'INTERNAL_SERVER_ERROR',
}

/** What a failure of tRPC itself means in our words: an unknown path, a broken body, a wrong method. */
export function codeOfTrpc(code: TRPC_ERROR_CODE_KEY): ErrorCode {
  switch (code) {
    case 'NOT_FOUND':
      return 'NOT_FOUND'
    case 'UNAUTHORIZED':
      return 'UNAUTHENTICATED'
    case 'FORBIDDEN':
      return 'FORBIDDEN'
    case 'CONFLICT':
      return 'CONFLICT'
    case 'PRECONDITION_FAILED':
      return 'PRECONDITION'
    case 'TOO_MANY_REQUESTS':
    case 'PAYLOAD_TOO_LARGE':
      return 'LIMIT_REACHED'
    case 'SERVICE_UNAVAILABLE':
    case 'TIMEOUT':
    case 'CLIENT_CLOSED_REQUEST':
      return 'UNAVAILABLE'
    case 'PARSE_ERROR':
    case 'BAD_REQUEST':
    case 'METHOD_NOT_SUPPORTED':
    case 'UNSUPPORTED_MEDIA_TYPE':
    case 'UNPROCESSABLE_CONTENT':
      return 'INVALID'
    default:
      return 'INTERNAL'
  }
}
