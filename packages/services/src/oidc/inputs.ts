import { oidcProviderId, organizationId, textLine } from '@cartage/domain'
import { z } from 'zod'

const issuer = z
  .url({ protocol: /^https?$/, error: 'Expected an address such as https://id.example.com.' })
  .max(300)
  .refine((text) => {
    const url = URL.parse(text)
    return url !== null && url.search === '' && url.hash === '' && url.username === '' && url.password === ''
  }, 'Expected an address without ?, # or a password.')
const emailDomain = z
  .string()
  .trim()
  .max(253)
  .regex(/^@?[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u, 'Expected a domain such as example.com.')
const clientSecret = textLine(1_000)
const clientId = textLine(300)

const settings = {
  name: textLine(60),
  issuer,
  clientId,
  emailDomains: z.array(emailDomain).max(50),
  role: z.enum(['dispatcher', 'driver', 'viewer']).nullable(),
  isEnabled: z.boolean(),
  isRequired: z.boolean(),
}

export const createProviderInput = z.strictObject({ ...settings, clientSecret })
export const updateProviderInput = z.strictObject({
  id: oidcProviderId,
  /** As it was read. */
  version: z.int().min(1),
  ...settings,
  /** Absent to keep the one there is. */
  clientSecret: clientSecret.optional(),
})
export const providerInput = z.strictObject({ id: oidcProviderId })
/** Where the person was, to go back to. */
export const startProofInput = z.strictObject({ next: textLine(500).optional() })
export const checkProviderInput = z.strictObject({
  /** Of a provider that is set up, whose secret is tried where none is given. */
  id: oidcProviderId.optional(),
  issuer,
  clientId,
  clientSecret: clientSecret.optional(),
})
export const offeredProvidersInput = z.strictObject({
  organization: organizationId.optional(),
  /** What stands behind the @ of an address. */
  domain: textLine(253).optional(),
})

export type CreateProviderInput = z.infer<typeof createProviderInput>
export type UpdateProviderInput = z.infer<typeof updateProviderInput>
export type ProviderInput = z.infer<typeof providerInput>
export type StartProofInput = z.infer<typeof startProofInput>
export type CheckProviderInput = z.infer<typeof checkProviderInput>
export type OfferedProvidersInput = z.infer<typeof offeredProvidersInput>
