import { z } from 'zod'

const MAPPED = /^::ffff:/i

/** One address, or a range of them in CIDR notation: `203.0.113.7`, `10.0.0.0/8`, `2001:db8::/32`. */
export const addressRange = z
  .string()
  .trim()
  .max(64)
  .refine((text) => isRange(text), {
    error: ({ input }) =>
      `Expected an address or a range such as 203.0.113.7, 10.0.0.0/8 or 2001:db8::/32, and not ${String(input).slice(0, 64)}.`,
  })

/** What lets in or keeps out: no entry among the allowed allows every address that is not denied. */
export const addressRules = {
  allowedAddresses: z.array(addressRange).max(200),
  deniedAddresses: z.array(addressRange).max(200),
}

const forms = [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]

// An IPv4 address written as IPv6 is compared as IPv4, so a range of such would match nothing.
const isRange = (text: string): boolean =>
  !MAPPED.test(text) && forms.some((form) => form.safeParse(text).success)
