import { CartageError } from '@cartage/domain'

/**
 * Runs the work; where it breaks the named unique key, the CONFLICT says what that means to a person, and which
 * `field` of the input to mend where there is one.
 */
export async function rewordConflict<Result>(
  work: Promise<Result>,
  key: string,
  message: string,
  field?: string,
): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof CartageError) || error.code !== 'CONFLICT' || error.reason !== key) throw error
    throw new CartageError('CONFLICT', message, {
      reason: key.toUpperCase(),
      cause: error,
      ...(field === undefined ? {} : { field }),
    })
  }
}
