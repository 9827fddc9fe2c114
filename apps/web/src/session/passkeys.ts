import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
} from '@simplewebauthn/browser'
import { DeviceError } from '../api/human-error.ts'
import type { Inputs, Outputs } from '../api/trpc.ts'

export type MadePasskey = Inputs['passkeys']['add']['passkey']
export type ShownPasskey = Inputs['session']['signInWithPasskey']['passkey']

/** Whether this browser has passkeys for this page: over TLS or on this machine, and under a name, for an address has none. */
export const canUsePasskeys = (): boolean =>
  browserSupportsWebAuthn() && !/^(\d+\.){3}\d+$|^\[/.test(window.location.hostname)

/** Whether the browser offers passkeys where the e-mail address is typed. */
export const canFillPasskeys = async (): Promise<boolean> =>
  canUsePasskeys() && (await browserSupportsWebAuthnAutofill())

/** Has the device make a passkey. Throws {@link DeviceError}. */
export async function makePasskey(options: Outputs['passkeys']['begin']): Promise<MadePasskey> {
  const { id, response } = await startRegistration({ optionsJSON: options }).catch(rethrow)
  const { clientDataJSON, attestationObject, transports = [] } = response
  return { id, clientDataJSON, attestationObject, transports }
}

/** Has the person choose a passkey, in a window of the browser or where they type. Throws {@link DeviceError}. */
export async function showPasskey(
  options: Outputs['session']['beginPasskey'],
  { isAutofill = false }: { readonly isAutofill?: boolean } = {},
): Promise<ShownPasskey> {
  const { id, response } = await startAuthentication({
    optionsJSON: options,
    useBrowserAutofill: isAutofill,
  }).catch(rethrow)
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  return { id, clientDataJSON, authenticatorData, signature, ...(userHandle ? { userHandle } : {}) }
}

/** Ends what waits for a device. */
export const stopPasskeys = (): void => {
  WebAuthnAbortService.cancelCeremony()
}

function rethrow(cause: unknown): never {
  throw new DeviceError(wordsOf(cause), { cause })
}

/** Browsers say of much only that it was not allowed: closed by the person, too late, nothing there. */
function wordsOf(cause: unknown): string {
  const code = cause instanceof WebAuthnError ? cause.code : undefined
  if (code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED')
    return 'This device has a passkey for you already.'
  if (code === 'ERROR_INVALID_RP_ID' || code === 'ERROR_INVALID_DOMAIN') {
    return 'Passkeys work under the public address of this installation only. Open it there.'
  }
  if (code === 'ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT') {
    return 'This device has no lock such as a PIN or a fingerprint. Use another one.'
  }
  if (code === 'ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT') {
    return 'This device cannot keep passkeys. Use another one.'
  }
  return 'No passkey was given: it was cancelled, took too long, or this device has none.'
}
