import { describe, expect, it } from 'vitest'
import { isDeeperThan } from './json-depth.ts'

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

describe('SEC-D07 the depth of a JSON text', () => {
  it.each([
    ['a plain value', '1', false],
    ['32 lists', nested(32), false],
    ['33 lists', nested(33), true],
    ['33 objects', '{"a":'.repeat(33) + '1' + '}'.repeat(33), true],
    ['many lists side by side', `[${'[],'.repeat(100)}[]]`, false],
    ['brackets inside a text', JSON.stringify(nested(100)), false],
    ['brackets behind a quoted quote', JSON.stringify(`"${nested(100)}\\`), false],
    ['a text that never ends', `"${nested(100)}`, false],
  ])('is judged for %s', (_, text, expected) => {
    expect(isDeeperThan(text, 32)).toBe(expected)
  })
})
