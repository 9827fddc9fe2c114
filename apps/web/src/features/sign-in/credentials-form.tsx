import { Button, Field, Input } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { isSignedOut, toHumanError, type HumanError } from '../../api/human-error.ts'
import { api, trpc } from '../../api/trpc.ts'
import { FormError } from '../../session/form-error.tsx'
import { canUsePasskeys, type ShownPasskey, showPasskey } from '../../session/passkeys.ts'
import type { Session } from '../../session/session.ts'
import type { SecondFactorAsked } from './second-step.tsx'
import { usePasskeyAutofill } from './use-passkey-autofill.ts'

export interface CredentialsFormProps {
  readonly email: string
  readonly onEmail: (email: string) => void
  readonly onSession: (session: Session) => void
  readonly onSecondFactor: (asked: SecondFactorAsked) => void
}

/** E-mail and password, or a passkey. */
export function CredentialsForm({
  email,
  onEmail,
  onSession,
  onSecondFactor,
}: CredentialsFormProps): ReactNode {
  const [password, setPassword] = useState('')
  const signIn = useMutation(
    trpc.session.signIn.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: (answer) => {
        if (answer.kind === 'second_factor') onSecondFactor(answer)
        else onSession(answer.session)
      },
    }),
  )
  const passkey = useMutation({
    meta: { isErrorShown: true },
    mutationFn: async (filled: ShownPasskey | undefined) =>
      api.session.signInWithPasskey.mutate({
        passkey: filled ?? (await showPasskey(await api.session.beginPasskey.mutate({}))),
      }),
    onMutate: signIn.reset,
    onSuccess: onSession,
  })
  usePasskeyAutofill({ isOn: !passkey.isPending, onShown: passkey.mutate })
  const failure = passkey.error ?? signIn.error
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        passkey.reset()
        signIn.mutate({ email: email.trim(), password })
      }}
    >
      <Field label="E-mail">
        {(control) => (
          <Input
            {...control}
            type="email"
            name="email"
            autoComplete="username webauthn"
            required
            // The page is for nothing else.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            value={email}
            onChange={(event) => {
              onEmail(event.target.value)
            }}
          />
        )}
      </Field>
      <Field label="Password">
        {(control) => (
          <Input
            {...control}
            type="password"
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => {
              setPassword(event.target.value)
            }}
          />
        )}
      </Field>
      {failure === null ? null : <FormError error={signInError(failure)} />}
      <Button type="submit" variant="primary" isBusy={signIn.isPending} className="mt-1">
        Sign in
      </Button>
      {canUsePasskeys() ? (
        <Button
          icon={KeyRound}
          isBusy={passkey.isPending}
          onClick={() => {
            passkey.mutate(undefined)
          }}
        >
          Sign in with a passkey
        </Button>
      ) : null}
    </form>
  )
}

/** A wrong password is no session that ended, and who has to go to a provider needs no other role: the usual advice would mislead. */
function signInError(error: unknown): HumanError {
  const human = toHumanError(error)
  return isSignedOut(error) || human.reason === 'PROVIDER_REQUIRED' ? { ...human, advice: undefined } : human
}
