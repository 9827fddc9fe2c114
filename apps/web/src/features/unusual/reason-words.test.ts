import { expect, it } from 'vitest'
import { reasonWords } from './reason-words.ts'

it('says what was unusual about a sign-in in one line', () => {
  expect(reasonWords(['new_phone', 'unusual_hour'])).toBe('New phone, unusual hour')
  expect(reasonWords(['new_network'])).toBe('New network')
  expect(reasonWords([])).toBe('')
})
