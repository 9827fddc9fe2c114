import { DatabaseError } from 'pg'

const UNIQUE_VIOLATION = '23505'
const SERIALIZATION_FAILURE = '40001'
const DEADLOCK = '40P01'

/** Whether the same transaction may well succeed when it runs again. */
export const isRepeatable = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.code === SERIALIZATION_FAILURE || error.code === DEADLOCK)

/** Whether a unique key (a certain one, if named) was already taken. */
export const isUniqueViolation = (error: unknown, constraint?: string): error is DatabaseError =>
  error instanceof DatabaseError &&
  error.code === UNIQUE_VIOLATION &&
  (constraint === undefined || error.constraint === constraint)
