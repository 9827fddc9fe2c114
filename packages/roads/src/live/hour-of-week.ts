const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** One for each time zone that was asked for: making one takes several times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** The hour of the week in a zone, 0 for Monday 0:00 to 1:00. */
export function hourOfWeek(at: Date, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(at)
  const read = (type: string): string => parts.find((part) => part.type === type)?.value ?? ''
  return days.indexOf(read('weekday')) * 24 + Number(read('hour'))
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
  })
  formats.set(timeZone, format)
  return format
}
