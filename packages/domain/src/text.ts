import { z } from 'zod'

/** Control characters, and what breaks a line: neither belongs into a name, which stands in mails, logs and tables. */
const ONE_LINE = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u

/** A name or the like: one line, not empty. */
export const textLine = (max: number, missing?: string) =>
  z
    .string()
    .trim()
    .min(1, missing)
    .max(max)
    .regex(ONE_LINE, 'Leave out line breaks and other control characters.')

/** What people write, of any number of lines: without NUL, which the database does not keep. */
export const freeText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !text.includes('\0'), 'Leave out the NUL character.')
