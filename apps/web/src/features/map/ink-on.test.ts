import { routeHues } from '@cartage/ui'
import { describe, expect, it } from 'vitest'
import { contrast, inkOn } from './ink-on.ts'

describe('inkOn', () => {
  it.each(routeHues.flatMap(({ light, dark }) => [light, dark]))('writes legibly on %s', (ground) => {
    expect(contrast(ground, inkOn(ground))).toBeGreaterThanOrEqual(4.5)
  })

  it('measures as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  })
})
