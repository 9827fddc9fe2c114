import { Button, classNames, Field, Input, Notice } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../api/human-error.ts'
import { api, type Inputs } from '../api/trpc.ts'
import type { Confirmation } from './confirm-identity.ts'
import { FactorField } from './factor-field.tsx'
import { FormError } from './form-error.tsx'
import { showPasskey } from './passkeys.ts'
import { ProviderProofButton } from './provider-proof-button.tsx'
import { useSession } from './session.ts'
import { factorWords, readFactor, type TypedFactor } from './typed-factor.ts'
import type { WaysToConfirm } from './ways-to-confirm.ts'

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
  const [isTried, setIsTried] = useState(false)
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
  const typed = factor === undefined ? {} : readFactor(factor, text)
  const forget = (): void => {
    setIsTried(false)
    prove.reset()
    show.reset()
  }
  const actions = (
    <div className="flex flex-wrap justify-end gap-2">
      <Button onClick={waiting.cancel}>Cancel</Button>
      {isShown ? (
        <Button type="submit" variant="primary" isBusy={prove.isPending}>
          Confirm
        </Button>
      ) : null}
    </div>
  )
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        forget()
        setIsTried(true)
        if (typeof typed === 'string') return
        prove.mutate({ ...(ways.hasPassword ? { password } : {}), ...typed })
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
        <FactorField
          key={factor}
          kind={factor}
          text={text}
          problem={problemOf(factor) ?? (isTried && typeof typed === 'string' ? typed : null)}
          isFirst={!ways.hasPassword}
          onType={(next) => {
            setText(next)
            forget()
          }}
        />
      ) : null}
      {canType || ways.hasPasskey || ways.provider?.isEnough === true ? null : (
        <NothingToShow provider={ways.provider?.name} />
      )}
      {failure === null || isOfField ? null : <FormError error={failure} />}
      {isShown ? actions : null}
      <div className={classNames('flex flex-col gap-2 empty:hidden', isShown && 'border-t border-line pt-4')}>
        {ways.provider?.isEnough === true ? (
          <ProviderProofButton
            name={ways.provider.name}
            isMain={!isShown && !ways.hasPasskey}
            onProven={waiting.confirm}
          />
        ) : null}
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
      {isShown ? null : actions}
    </form>
  )
}

interface NothingToShowProps {
  /** The one that the person signed in with, whose word is not enough. */
  readonly provider: string | undefined
}

function NothingToShow({ provider }: NothingToShowProps): ReactNode {
  return provider === undefined ? (
    <Notice meaning="info" title="Sign out and in again">
      Nothing that you have can be shown here. A new sign-in counts as well, for ten minutes.
    </Notice>
  ) : (
    <Notice meaning="info" title="Set a password first">
      Your account opens more than this organization, and {provider} speaks for this one alone. Sign out,
      choose “Forgotten the password?”, and confirm with the new password then.
    </Notice>
  )
}

/** Where every recovery code is used up, the password alone is not enough. */
const isPasskeyOnly = ({ factors, hasPasskey }: WaysToConfirm): boolean => hasPasskey && factors.length === 0
