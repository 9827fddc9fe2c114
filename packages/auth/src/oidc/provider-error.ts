import { CartageError } from '@cartage/domain'
import { AuthorizationResponseError, ResponseBodyError } from 'openid-client'
import { refusalIn } from '../outgoing/outgoing-fetch.ts'

/** Codes of the library for a provider that did not answer properly, rather than with something wrong. */
const DOWN = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
])

/**
 * What went wrong at a provider, for the person who wants to sign in. Nothing that the provider wrote is repeated; what the log is to
 * know stands in `detail`, which quotes no token and no claim.
 */
export function providerError(error: unknown): CartageError {
  if (
    error instanceof CartageError &&
    error.reason?.startsWith('OIDC_') === true &&
    error.field === undefined
  ) {
    return error
  }
  if (error instanceof AuthorizationResponseError && error.error === 'access_denied') {
    return problem('OIDC_DENIED', 'FORBIDDEN', 'The sign-in was cancelled at the provider.')
  }
  if (isDown(error)) {
    return problem(
      'OIDC_DOWN',
      'UNAVAILABLE',
      'The provider does not answer right now. Try again in a moment, or sign in with your password.',
      error,
    )
  }
  return problem(
    'OIDC_ANSWER',
    'UNAVAILABLE',
    'The provider gave an answer that cannot be trusted or is not set up for Cartage. An administrator can test the connection.',
    error,
  )
}

/** Whether the provider could not be reached, took too long, or failed by itself. */
export function isDown(error: unknown): boolean {
  if (refusalIn(error) !== undefined) return false
  if (error instanceof ResponseBodyError) return error.status >= 500
  if (!(error instanceof Error)) return false
  return (
    DOWN.has(codeOf(error)) ||
    (error instanceof TypeError && error.message === 'fetch failed') ||
    (error.cause instanceof Error && isDown(error.cause)) ||
    ['TimeoutError', 'AbortError'].includes(error.name)
  )
}

export const problem = (
  reason: string,
  code: ConstructorParameters<typeof CartageError>[0],
  message: string,
  cause?: unknown,
): CartageError =>
  new CartageError(code, message, cause === undefined ? { reason } : { reason, detail: detailOf(cause) })

function detailOf(error: unknown): string {
  const refusal = refusalIn(error)
  if (refusal !== undefined) return refusal.message
  if (error instanceof ResponseBodyError) return `${error.status} ${wordOf(error.error)}`
  if (error instanceof AuthorizationResponseError) return wordOf(error.error)
  return error instanceof Error ? `${codeOf(error)} ${error.message}`.trim() : 'unknown'
}

/** A code of the standard; anything else a provider may have written for our log. */
const wordOf = (code: string): string => (/^[\w.-]{1,60}$/.test(code) ? code : 'an unusual error code')

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '')
