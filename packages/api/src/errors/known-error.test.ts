import { expect, it } from 'vitest'
import { knownError } from './known-error.ts'

it.each(['22021', '22P05'])(
  'SEC-D11 a text that the database does not keep (%s) is the caller’s mistake',
  (code) => {
    const thrown = Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00'), { code })

    expect(knownError(thrown)).toMatchObject({
      code: 'INVALID',
      reason: 'INPUT',
      message: 'A text holds a character that cannot be kept, such as NUL. Leave it out.',
    })
  },
)
