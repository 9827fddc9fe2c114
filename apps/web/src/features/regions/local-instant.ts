const two = (value: number): string => String(value).padStart(2, '0')

/** An instant as a browser's field for date and time has it, on the clock of this computer; empty for none. */
export function localOfInstant(instant: string | null): string {
  if (instant === null) return ''
  const at = new Date(instant)
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** The instant that a text names; null where it names none. */
export const readInstant = (text: string | undefined): string | null =>
  text === undefined || Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString()

/** The instant that such a field means; null while it is empty. */
export const instantOfLocal = (text: string): string | null =>
  text === '' ? null : new Date(text).toISOString()
