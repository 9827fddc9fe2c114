import { Button, Field, Input, Notice } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../api/human-error.ts'
import { api, type Inputs } from '../api/trpc.ts'
import type { Confirmation } from './confirm-identity.ts'
import { FormError } from './form-error.tsx'
import { showPasskey } from './passkeys.ts'
import { useSession } from './session.ts'
import type { TypedFactor, WaysToConfirm } from './ways-to-confirm.ts'

const factorWords: Readonly<
  Record<TypedFactor, { readonly label: string; readonly hint: string; readonly choose: string }>
> = {
  code: {
    label: 'Code',
    hint: 'The six digits that your app shows now.',
    choose: 'Use the code of the app',
  },
  recoveryCode: {
    label: 'Recovery code',
    hint: 'One of those that you kept. Each works once.',
    choose: 'Use a recovery code instead',
  },
}

export interface ConfirmIdentityFormProps {
  readonly waiting: Confirmation
  readonly ways: WaysToConfirm
}

/** Asks for what a sign-in asks for: the password and, of who has one, the second factor; or for a passkey, which is both. */
export function ConfirmIdentityForm({ waiting, ways }: ConfirmIdentityFormProps): ReactNode {
  const email = useSession()?.user.email ?? ''
  // A passkey is one touch; typing waits until it is asked for, where it would take two things.
  const [isTyping, setTyping] = useState(!ways.hasPasskey || ways.factors.includes('code'))
  const [factor, setFactor] = useState<TypedFactor | undefined>(ways.factors[0])
  const [password, setPassword] = useState('')
  const [text, setText] = useState('')
  const prove = useMutation({
    meta: { isErrorShown: true },
    mutationFn: (proof: Inputs['session']['reauthenticate']) => api.session.reauthenticate.mutate(proof),
    onSuccess: waiting.confirm,
  })
  const show = useMutation({
    meta: { isErrorShown: true },
    mutationFn: async () => {
      const options = await api.passkeys.beginProof.mutate({ purpose: 'reauthenticate' })
      await api.session.reauthenticate.mutate({ passkey: await showPasskey(options) })
    },
    onSuccess: waiting.confirm,
  })
  const error = prove.error ?? show.error
  const failure = error === null ? null : toHumanError(error)
  const canType = (ways.hasPassword || factor !== undefined) && !isPasskeyOnly(ways)
  const isShown = canType && isTyping
  const fields: readonly (string | undefined)[] = isShown
    ? [ways.hasPassword ? 'password' : undefined, factor]
    : []
  const isOfField = failure?.field !== undefined && fields.includes(failure.field)
  const problemOf = (field: string): string | null =>
    failure !== null && failure.field === field ? failure.message : null
  const forget = (): void => {
    prove.reset()
    show.reset()
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        forget()
        prove.mutate({
          ...(ways.hasPassword ? { password } : {}),
          ...(factor === undefined ? {} : { [factor]: text }),
        })
      }}
    >
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      {isShown && ways.hasPassword ? (
        <Field label="Password" error={problemOf('password')}>
          {(control) => (
            <Input
              {...control}
              required
              // The dialog is for nothing else.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => {
                setPassword(event.target.value)
                forget()
              }}
            />
          )}
        </Field>
      ) : null}
      {isShown && factor !== undefined ? (
        <Field
          key={factor}
          label={factorWords[factor].label}
          hint={factorWords[factor].hint}
          error={problemOf(factor)}
        >
          {(control) => (
            <Input
              {...control}
              required
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus={!ways.hasPassword}
              inputMode={factor === 'code' ? 'numeric' : 'text'}
              autoComplete={factor === 'code' ? 'one-time-code' : 'off'}
              autoCapitalize="none"
              spellCheck={false}
              className="tabular-nums"
              value={text}
              onChange={(event) => {
                setText(event.target.value)
                forget()
              }}
            />
          )}
        </Field>
      ) : null}
      {canType || ways.hasPasskey ? null : (
        <Notice meaning="info" title="Sign out and in again">
          Nothing that you have can be shown here. A new sign-in counts as well, for ten minutes.
        </Notice>
      )}
      {failure === null || isOfField ? null : <FormError error={failure} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={waiting.cancel}>Cancel</Button>
        {isShown ? (
          <Button type="submit" variant="primary" isBusy={prove.isPending}>
            Confirm
          </Button>
        ) : null}
      </div>
      <div className="flex flex-col gap-2 border-t border-line pt-4 empty:hidden">
        {ways.hasPasskey ? (
          <Button
            icon={KeyRound}
            variant={isShown ? 'secondary' : 'primary'}
            isBusy={show.isPending}
            onClick={() => {
              forget()
              show.mutate()
            }}
          >
            Use a passkey
          </Button>
        ) : null}
        {canType && !isTyping ? (
          <Button
            variant="quiet"
            onClick={() => {
              setTyping(true)
              forget()
            }}
          >
            {ways.hasPassword ? 'Use the password and a recovery code' : 'Use a recovery code'}
          </Button>
        ) : null}
        {ways.factors
          .filter((other) => isShown && other !== factor)
          .map((other) => (
            <Button
              key={other}
              variant="quiet"
              onClick={() => {
                setFactor(other)
                setText('')
                forget()
              }}
            >
              {factorWords[other].choose}
            </Button>
          ))}
      </div>
    </form>
  )
}

/** Where every recovery code is used up, the password alone is not enough. */
const isPasskeyOnly = ({ factors, hasPasskey }: WaysToConfirm): boolean => hasPasskey && factors.length === 0
