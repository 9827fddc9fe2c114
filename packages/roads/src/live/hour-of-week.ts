const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** The hour of the week in a zone, 0 for Monday 0:00 to 1:00. */
export function hourOfWeek(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at)
  const read = (type: string): string => parts.find((part) => part.type === type)?.value ?? ''
  return days.indexOf(read('weekday')) * 24 + Number(read('hour'))
}
