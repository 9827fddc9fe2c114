import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hintOf, isKeyText, newKey } from './key-text.ts'

describe('the text of a key', () => {
  it('is found by a scanner and no two are alike', () => {
    const keys = Array.from({ length: 500 }, newKey)

    expect(keys.filter((key) => !/^crt_[0-9A-Za-z]{40}$/.test(key) || !isKeyText(key))).toEqual([])
    expect(new Set(keys).size).toBe(500)
  })

  it('is no key any more with one letter changed', () => {
    const key = newKey()
    fc.assert(
      fc.property(fc.nat(39), fc.constantFrom('0', '1', '9', 'A', 'Z', 'a', 'z'), (at, letter) => {
        const other = `${key.slice(0, 4 + at)}${letter}${key.slice(5 + at)}`
        expect(isKeyText(other)).toBe(other === key)
      }),
    )
  })

  it.each(['', 'crt_', `${newKey()}x`, ` ${newKey()}`, newKey().slice(4), 'crt_' + '0'.repeat(40) + '\n'])(
    'is not "%s"',
    (text) => {
      expect(isKeyText(text)).toBe(false)
    },
  )

  it('is told apart by its last letters', () => {
    const key = newKey()

    expect(key.endsWith(hintOf(key))).toBe(true)
    expect(hintOf(key)).toHaveLength(4)
  })
})
