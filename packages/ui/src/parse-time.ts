/** A wall-clock time as people type it, as `HH:MM`; null when it is none. `24:00` ends a day. */
export function parseTime(text: string): string | null {
  const match = /^(\d{1,2})(?:\s*[:.h,]?\s*(\d{2}))?\s*h?\s*(am|pm)?$/i.exec(text.trim())
  if (match === null) return null
  const half = match[3]?.toLowerCase()
  const typed = Number(match[1])
  const minutes = Number(match[2] ?? 0)
  if (half !== undefined && (typed < 1 || typed > 12)) return null
  const hours = half === undefined ? typed : (typed % 12) + (half === 'pm' ? 12 : 0)
  if (minutes > 59 || hours > 24 || (hours === 24 && minutes > 0)) return null
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}
