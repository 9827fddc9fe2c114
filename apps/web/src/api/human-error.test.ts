import { TRPCClientError } from '@trpc/client'
import { describe, expect, it } from 'vitest'
import { HttpError, isSignedOut, toHumanError } from './human-error.ts'

const answer = (message: string, data: object): TRPCClientError<never> =>
  TRPCClientError.from({ error: { code: -32_000, message, data } as never })

describe('toHumanError', () => {
  it('shows what the server says about a missing precondition, with its reason', () => {
    const error = toHumanError(
      answer('This day has no shifts.', { code: 'PRECONDITION', reason: 'NO_SHIFTS', field: null }),
    )

    expect(error.message).toBe('This day has no shifts.')
    expect(error.reason).toBe('NO_SHIFTS')
    expect(error.code).toBe('PRECONDITION')
  })

  it('leaves the advice about changes by others out where a field is to be mended', () => {
    const taken = 'Another order of this depot has this reference.'
    const error = toHumanError(answer(taken, { code: 'CONFLICT', field: 'reference' }))

    expect(error).toMatchObject({ message: taken, field: 'reference', advice: undefined })
    expect(toHumanError(answer('Changed.', { code: 'CONFLICT', field: null })).advice).toMatch(/then decide/)
  })

  it('never shows the text of an internal error, only its log id (SEC-D10)', () => {
    const error = toHumanError(answer('relation "x" does not exist', { code: 'INTERNAL', logId: 'k3f9' }))

    expect(JSON.stringify(error)).not.toContain('relation')
    expect(error.code).toBe('INTERNAL · k3f9')
  })

  it('says that the server cannot be reached when there is no answer', () => {
    expect(toHumanError(new TypeError('Failed to fetch')).title).toBe('Cartage cannot be reached')
    expect(toHumanError(TRPCClientError.from(new TypeError('Failed to fetch'))).code).toBe('NETWORK')
  })

  it('says how long to wait after too many tries', () => {
    const error = toHumanError(answer('Too many tries.', { code: 'LIMIT_REACHED', retryAfterS: 300 }))

    expect(error.advice).toBe('Try again in 5 min.')
  })

  it('reads the answers of uploads alike', () => {
    expect(toHumanError(new HttpError('The file is empty.', { code: 'INVALID' })).message).toBe(
      'The file is empty.',
    )
  })

  it('knows a session that ended by either name', () => {
    expect(isSignedOut(answer('Sign in.', { code: 'UNAUTHENTICATED' }))).toBe(true)
    expect(isSignedOut(answer('Sign in.', { code: 'UNAUTHORIZED' }))).toBe(true)
    expect(isSignedOut(answer('No.', { code: 'FORBIDDEN' }))).toBe(false)
  })
})
