import { CartageError } from '@cartage/domain'
import { z } from 'zod'

/**
 * The expected failure behind whatever was thrown, or undefined for a surprise. A value that no schema takes
 * names its field; a database that is away says when to come back.
 */
export function knownError(thrown: unknown): CartageError | undefined {
  if (thrown instanceof CartageError) return thrown
  if (thrown instanceof z.ZodError) return ofSchema(thrown)
  const code = databaseCode(thrown)
  if (code === STATEMENT_CANCELLED) {
    return new CartageError(
      'UNAVAILABLE',
      'This took too long and was stopped. Try again, or ask for less.',
      {
        reason: 'TIMEOUT',
        retryAfterS: 5,
        cause: thrown,
      },
    )
  }
  if (code !== undefined && UNKEEPABLE.has(code)) {
    return new CartageError(
      'INVALID',
      'A text holds a character that cannot be kept, such as NUL. Leave it out.',
      {
        reason: 'INPUT',
        cause: thrown,
      },
    )
  }
  if (code !== undefined && isAway(code)) {
    return new CartageError('UNAVAILABLE', 'The database does not answer. Try again in a moment.', {
      reason: 'DATABASE_AWAY',
      retryAfterS: 5,
      cause: thrown,
    })
  }
  return undefined
}

const STATEMENT_CANCELLED = '57014'
/** A byte that is no UTF-8 to the database, and an escape that its JSON does not take: NUL, half a surrogate pair. */
const UNKEEPABLE: ReadonlySet<string> = new Set(['22021', '22P05'])

/** Connection exceptions (class 08), a server that stops or starts (57P01 to 57P03), too many connections. */
const isAway = (code: string): boolean =>
  code.startsWith('08') ||
  ['57P01', '57P02', '57P03', '53300', 'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE'].includes(code)

function databaseCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code
  // The pool says these two without a code.
  return /timeout exceeded when trying to connect|Connection terminated/.test(thrown.message)
    ? '08006'
    : undefined
}

function ofSchema(error: z.ZodError): CartageError {
  const issue = error.issues[0]
  const field = issue?.path.map(String).join('.') ?? ''
  const message = issue?.message ?? 'The input has the wrong shape.'
  return new CartageError('INVALID', field === '' ? message : `${field}: ${message}`, {
    reason: 'INPUT',
    ...(field === '' ? {} : { field }),
    cause: error,
  })
}
