import { textLine } from '@cartage/domain'
import { z } from 'zod'

// A credential's id has 1023 bytes at most (WebAuthn, 4), the other parts a few hundred; an RSA key a little more.
const base64url = (most: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/, 'Expected what the browser gave, in base64url.')
    .max(most)
const id = base64url(1_364)
const clientDataJSON = base64url(4_000)
const name = textLine(80, 'Give the passkey a name.')

const passkeyAttestation = z.strictObject({
  id,
  clientDataJSON,
  attestationObject: base64url(12_000),
  transports: z
    .array(z.string().regex(/^[a-z-]{1,30}$/))
    .max(10)
    .default([]),
})
/** A passkey that a device has shown. */
export const passkeyAssertion = z.strictObject({
  id,
  clientDataJSON,
  authenticatorData: base64url(4_000),
  signature: base64url(4_000),
  userHandle: base64url(100).optional(),
})

export const addPasskeyInput = z.strictObject({ name, passkey: passkeyAttestation })
export const renamePasskeyInput = z.strictObject({ id, name })
export const removePasskeyInput = z.strictObject({ id })
export const beginPasskeyProofInput = z.strictObject({ purpose: z.enum(['second_factor', 'reauthenticate']) })
export const beginPasskeyInput = z.strictObject({
  /** Of the sign-in that this is the second step of; without one it is the whole. */
  ticket: z.string().min(1).max(200).optional(),
})
export const signInWithPasskeyInput = z.strictObject({ passkey: passkeyAssertion })

export type AddPasskeyInput = z.infer<typeof addPasskeyInput>
export type RenamePasskeyInput = z.infer<typeof renamePasskeyInput>
export type RemovePasskeyInput = z.infer<typeof removePasskeyInput>
export type BeginPasskeyProofInput = z.infer<typeof beginPasskeyProofInput>
export type BeginPasskeyInput = z.infer<typeof beginPasskeyInput>
export type SignInWithPasskeyInput = z.infer<typeof signInWithPasskeyInput>
