/** The closed set of ways a use case can fail; the edge maps each to one status. */
export const errorCodes = [
  'NOT_FOUND',
  'FORBIDDEN',
  'UNAUTHENTICATED',
  'CONFLICT',
  'INVALID',
  'LIMIT_REACHED',
  'PRECONDITION',
  'UNAVAILABLE',
  'INTERNAL',
] as const
export type ErrorCode = (typeof errorCodes)[number]

export interface CartageErrorOptions {
  /** A stable upper-case word below the code, such as `PASSWORD_COMMON`, for callers that branch. */
  readonly reason?: string
  /** The input field that is wrong, as a path. */
  readonly field?: string
  /** Whole seconds after which trying again makes sense. */
  readonly retryAfterS?: number
  /** What the log should know and the person should not. */
  readonly detail?: string
  readonly cause?: unknown
}

/** An expected failure. `message` is for the person who reads it; `detail` and `cause` stay in the log. */
export class CartageError extends Error {
  override readonly name = 'CartageError'
  readonly code: ErrorCode
  readonly reason: string | undefined
  readonly field: string | undefined
  readonly retryAfterS: number | undefined
  readonly detail: string | undefined

  constructor(code: ErrorCode, message: string, options: CartageErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.reason = options.reason
    this.field = options.field
    this.retryAfterS = options.retryAfterS
    this.detail = options.detail
  }
}

/** An entity that is not there, or belongs to another organization: the two look the same on purpose. */
export const notFound = (entity: string): CartageError =>
  new CartageError('NOT_FOUND', `This ${entity} does not exist.`)

/** Input that parsed but makes no sense; `field` names what to mend. */
export const invalid = (message: string, field?: string): CartageError =>
  new CartageError('INVALID', message, field === undefined ? {} : { field })

/** Somebody else changed the same thing first. */
export const conflict = (message: string, reason?: string): CartageError =>
  new CartageError('CONFLICT', message, reason === undefined ? {} : { reason })

/** Something must be done before this can be. */
export const precondition = (message: string, reason?: string): CartageError =>
  new CartageError('PRECONDITION', message, reason === undefined ? {} : { reason })
