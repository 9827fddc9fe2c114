/** The codes of OSRM's HTTP API, and `TooManyRequests`, `Timeout` and `InternalError` for what it has no word for. */
const statusOf = {
  InvalidUrl: 400,
  InvalidService: 400,
  InvalidVersion: 400,
  InvalidOptions: 400,
  InvalidQuery: 400,
  InvalidValue: 400,
  NoSegment: 400,
  TooBig: 400,
  NoRoute: 400,
  NoTable: 400,
  NoMatch: 400,
  NotImplemented: 400,
  TooManyRequests: 429,
  Timeout: 503,
  InternalError: 500,
} as const

export type OsrmErrorCode = keyof typeof statusOf

/** What a client is told: OSRM's `code` and `message`, under OSRM's status. */
export class OsrmError extends Error {
  override readonly name = 'OsrmError'
  readonly code: OsrmErrorCode
  /** Whole seconds after which trying again makes sense. */
  readonly retryAfterS: number | undefined

  constructor(code: OsrmErrorCode, message: string, retryAfterS?: number) {
    super(message)
    this.code = code
    this.retryAfterS = retryAfterS
  }

  get status(): number {
    return statusOf[this.code]
  }
}
