/**
 * Characters that nobody types and that can hide or reorder text: controls, the marks that turn writing direction,
 * zero-width spaces, the byte-order mark, and the sign for what could not be decoded. Tab and line break stay.
 */
const CONTROL =
  // oxlint-disable-next-line no-control-regex -- finding control characters is what it is for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffd]/g

export interface CleanText {
  readonly text: string
  /** How many control characters were taken out. */
  readonly removed: number
}

/** A cell's text without control characters and outer space; runs of spaces and line breaks become one space. */
export function cleanText(raw: string): CleanText {
  const kept = raw.replaceAll(CONTROL, '')
  return { text: kept.replaceAll(/\s+/g, ' ').trim(), removed: raw.length - kept.length }
}

/** As {@link cleanText}, but line breaks stay: for notes. */
export function cleanLines(raw: string): string {
  return raw
    .replaceAll(CONTROL, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .join('\n')
    .trim()
}

/** Whether a spreadsheet would run this text as a formula. A number, a phone number or a lone dash is none. */
export function isFormula(text: string): boolean {
  return /^[=@]./.test(text) || (/^[+-]\S/.test(text) && /[A-Za-z(!]/.test(text))
}
