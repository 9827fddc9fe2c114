import { Button, Field, Input } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { isSignedOut, toHumanError, type HumanError } from '../../api/human-error.ts'
import { trpc } from '../../api/trpc.ts'
import { FormError } from '../../session/form-error.tsx'
import type { Session } from '../../session/session.ts'
import type { SecondFactorAsked } from './second-step.tsx'

export interface PasswordFormProps {
  readonly email: string
  readonly onEmail: (email: string) => void
  readonly onSession: (session: Session) => void
  readonly onSecondFactor: (asked: SecondFactorAsked) => void
}

/** E-mail and password. */
export function PasswordForm({ email, onEmail, onSession, onSecondFactor }: PasswordFormProps): ReactNode {
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
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        signIn.mutate({ email: email.trim(), password })
      }}
    >
      <Field label="E-mail">
        {(control) => (
          <Input
            {...control}
            type="email"
            name="email"
            autoComplete="username"
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
      {signIn.isError ? <FormError error={signInError(signIn.error)} /> : null}
      <Button type="submit" variant="primary" isBusy={signIn.isPending} className="mt-1">
        Sign in
      </Button>
    </form>
  )
}

/** A wrong password is no session that ended, and who has to go to a provider needs no other role: the usual advice would mislead. */
function signInError(error: unknown): HumanError {
  const human = toHumanError(error)
  return isSignedOut(error) || human.reason === 'PROVIDER_REQUIRED' ? { ...human, advice: undefined } : human
}
