import { describe, expect, it } from 'vitest'
import { type HourOfWork, judgeActivity } from './judge-activity.ts'

const MONDAY_9 = 9
const hours = (count: number, weekHour: number, isSameRole: boolean, times = 10): readonly HourOfWork[] =>
  Array.from({ length: times }, () => ({ count, weekHour, isSameRole }))

describe('much at once', () => {
  it('is measured by the role at such an hour of the week', () => {
    const others = [...hours(100, MONDAY_9, true), ...hours(2, 60, true)]

    expect(judgeActivity(150, MONDAY_9, others)).toMatchObject({
      isUnusual: false,
      comparedWith: 'role_and_hour',
      usual: 100,
    })
    expect(judgeActivity(150, 60, others)).toMatchObject({ isUnusual: true, usual: 2 })
  })

  it('counts hours on both sides of the end of the week as near', () => {
    expect(judgeActivity(300, 0, hours(100, 167, true))).toMatchObject({ comparedWith: 'role_and_hour' })
  })

  it('is measured by the role at any hour, then by everybody, where there is too little', () => {
    expect(judgeActivity(150, 60, hours(100, MONDAY_9, true)).comparedWith).toBe('role')
    expect(judgeActivity(150, 60, hours(100, MONDAY_9, false)).comparedWith).toBe('everybody')
    expect(judgeActivity(150, 60, hours(100, MONDAY_9, true, 2)).comparedWith).toBe('nothing')
  })

  it('is no word worth for a handful, and is for thousands where nothing is known', () => {
    expect(judgeActivity(19, 60, hours(1, 60, true)).isUnusual).toBe(false)
    expect(judgeActivity(5_000, 60, []).isUnusual).toBe(true)
    expect(judgeActivity(60, 60, []).isUnusual).toBe(false)
  })
})
