import { expect, it } from 'vitest'
import { listHouseNumbers, readHouseNumber } from './house-number.ts'

it.each([
  ['112', { first: 112, last: 112, letter: '' }],
  ['12 B', { first: 12, last: 12, letter: 'b' }],
  ['12-16', { first: 12, last: 16, letter: '' }],
  ['nº 7', { first: 7, last: 7, letter: '' }],
  ['12 bis', { first: 12, last: 12, letter: 'bis' }],
  ['16-12', { first: 16, last: 16, letter: '' }],
])('reads %j', (text, number) => {
  expect(readHouseNumber(text)).toEqual(number)
})

it.each(['s/n', '', '12th', '123456789'])('reads no number in %j', (text) => {
  expect(readHouseNumber(text)).toBeUndefined()
})

it('lists every number of a tag', () => {
  const numbers = (text: string) => listHouseNumbers(text).map(({ number }) => number)

  expect(numbers('12-16')).toEqual([12, 14, 16])
  expect(numbers('3;5a, 9')).toEqual([3, 5, 9])
  expect(numbers('1-2')).toEqual([1, 2])
})
