import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import type { SessionContext, SessionRead } from '../sessions/session-store.ts'
import { type AddedPasskey, addPasskey, type AddPasskeyInput } from './add-passkey.ts'
import {
  beginForTicket,
  type BeginForTicketInput,
  beginInSession,
  type BeginInSessionInput,
  beginSignIn,
  type PasskeyRequest,
} from './begin-assertion.ts'
import { beginRegistration, type PasskeyCreation } from './begin-registration.ts'
import { removePasskey, type RemovePasskeyInput } from './remove-passkey.ts'
import { renamePasskey, type RenamePasskeyInput } from './rename-passkey.ts'
import { signInWithPasskey, type SignInWithPasskeyInput } from './sign-in-with-passkey.ts'

/** Passkeys: WebAuthn credentials that a device keeps behind its own lock. */
export interface PasskeyVerbs {
  beginRegistration(input: { readonly session: SessionContext }): Promise<PasskeyCreation>
  add(input: AddPasskeyInput): Promise<AddedPasskey>
  rename(input: RenamePasskeyInput): Promise<void>
  remove(input: RemovePasskeyInput): Promise<void>
  beginSignIn(origin: RequestOrigin): Promise<PasskeyRequest>
  beginForTicket(input: BeginForTicketInput): Promise<PasskeyRequest>
  beginInSession(input: BeginInSessionInput): Promise<PasskeyRequest>
  /** Signs in without a password. */
  signIn(input: SignInWithPasskeyInput): Promise<SessionRead>
}

export const passkeyVerbs = (context: AuthContext): PasskeyVerbs => ({
  beginRegistration: (input) => beginRegistration(context, input),
  add: (input) => addPasskey(context, input),
  rename: (input) => renamePasskey(context, input),
  remove: (input) => removePasskey(context, input),
  beginSignIn: (origin) => beginSignIn(context, origin),
  beginForTicket: (input) => beginForTicket(context, input),
  beginInSession: (input) => beginInSession(context, input),
  signIn: (input) => signInWithPasskey(context, input),
})
