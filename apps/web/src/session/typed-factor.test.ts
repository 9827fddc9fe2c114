import { expect, it } from 'vitest'
import { readFactor } from './typed-factor.ts'

it('SEC-A10 reads a code as apps show it, and a recovery code as it was copied', () => {
  expect(readFactor('code', ' 123 456 ')).toEqual({ code: '123456' })
  expect(readFactor('recoveryCode', ' abcd-efgh\n')).toEqual({ recoveryCode: 'abcd-efgh' })
})

it('says what is missing', () => {
  expect(readFactor('code', '12345')).toBe('Enter all 6 digits.')
  expect(readFactor('recoveryCode', ' ')).toBe('Enter one of your recovery codes.')
})
