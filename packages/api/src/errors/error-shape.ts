import type { ErrorCode } from '@cartage/domain'

/** What a caller learns of a failure. `message` beside it is for the person. */
export interface ApiErrorData {
  readonly code: ErrorCode
  readonly httpStatus: number
  /** A stable word below the code, for callers that branch. */
  readonly reason: string | null
  /** The input field that is wrong, as a path. */
  readonly field: string | null
  /** Names the entry in the server's log; set when the failure is not the caller's. */
  readonly logId: string | null
  readonly retryAfterS: number | null
}
