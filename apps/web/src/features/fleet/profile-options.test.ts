import { describe, expect, it } from 'vitest'
import { profileOptions, profileProblem, usualProfile } from './profile-options.ts'

describe('the profiles that a vehicle can have', () => {
  it('are those that the roads were built for, kinds of vehicles first', () => {
    expect(profileOptions(['tall-truck', 'van', 'car'], 'van')).toEqual([
      { value: 'car', label: 'Car' },
      { value: 'van', label: 'Van' },
      { value: 'tall-truck', label: 'tall-truck' },
    ])
  })

  it('include the one that it has, saying that it was not built', () => {
    expect(profileOptions(['car'], 'low-van').at(-1)).toEqual({
      value: 'low-van',
      label: 'low-van (not built)',
    })
  })

  it('are all kinds while nobody knows what was built', () => {
    expect(profileOptions(undefined, 'van').map(({ value }) => value)).toEqual([
      'car',
      'van',
      'truck',
      'bike',
      'walk',
    ])
  })

  it('begin with a van, or with what there is', () => {
    expect(usualProfile(undefined)).toBe('van')
    expect(usualProfile(['truck', 'van'])).toBe('van')
    expect(usualProfile(['bike', 'tall-truck'])).toBe('bike')
  })
})

describe('a profile of one’s own that the roads were not built for', () => {
  it('is a problem, and a kind of vehicle is none: another stands in for it', () => {
    expect(profileProblem(['car'], 'tall-truck')).toMatch(/not built for tall-truck/)
    expect(profileProblem(['car', 'tall-truck'], 'tall-truck')).toBeNull()
    expect(profileProblem(['car'], 'truck')).toBeNull()
    expect(profileProblem(undefined, 'tall-truck')).toBeNull()
  })
})
