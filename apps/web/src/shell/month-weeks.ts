import { Temporal } from 'temporal-polyfill'

/** 1 is Monday, 7 is Sunday. */
export function firstWeekday(locale: string): number {
  const info: unknown = Reflect.apply(
    Reflect.get(Intl.Locale.prototype, 'getWeekInfo') ?? (() => null),
    new Intl.Locale(locale),
    [],
  )
  if (typeof info !== 'object' || info === null || !('firstDay' in info)) return 1
  return typeof info.firstDay === 'number' ? info.firstDay : 1
}

/** The weeks that show the month of `date`, each of seven `YYYY-MM-DD`; days of neighbouring months fill the ends. */
export function monthWeeks(date: string, firstDay: number): readonly (readonly string[])[] {
  const first = Temporal.PlainDate.from(date).with({ day: 1 })
  const lead = (first.dayOfWeek - firstDay + 7) % 7
  const count = Math.ceil((lead + first.daysInMonth) / 7)
  return Array.from({ length: count }, (_week, week) =>
    Array.from({ length: 7 }, (_day, day) => first.add({ days: week * 7 + day - lead }).toString()),
  )
}
