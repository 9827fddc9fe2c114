/** What can go wrong with map data; callers branch on the code, people read the message. */
export type RoadsErrorCode =
  | 'unsupported_input'
  | 'corrupt_input'
  | 'no_roads'
  | 'not_found'
  | 'unsupported_region'
  | 'unwritable_region'
  | 'corrupt_region'
  | 'unknown_profile'
  | 'invalid_profile'
  | 'invalid_coordinate'
  | 'invalid_conditions'
  | 'invalid_option'
  | 'invalid_query'

/** An expected failure of reading, building or querying map data. The message names the place and the fix. */
export class RoadsError extends Error {
  override readonly name = 'RoadsError'
  readonly code: RoadsErrorCode

  constructor(code: RoadsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
