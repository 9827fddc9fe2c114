import { Button, Dialog, Field, Input, Notice, SkeletonRows } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../api/human-error.ts'
import { api, trpc, type Inputs, type Outputs } from '../api/trpc.ts'
import { type Confirmation, useConfirmation } from './confirm-identity.ts'
import { FormError } from './form-error.tsx'
import { canUsePasskeys, showPasskey } from './passkeys.ts'
import { useSession } from './session.ts'

/** Asks once more who it is, where something sensitive waits for it. Stands once around all pages. */
export function ConfirmIdentityDialog(): ReactNode {
  const waiting = useConfirmation()
  return (
    <Dialog
      title="Confirm that it is you"
      description="You signed in a while ago. Once confirmed, it holds for ten minutes."
      isOpen={waiting !== null}
      onClose={() => waiting?.cancel()}
      size="s"
    >
      {waiting === null ? null : <Proofs waiting={waiting} />}
    </Dialog>
  )
}

/** What somebody can type; a passkey is shown. */
type Typed = 'password' | 'code'

const words: Readonly<
  Record<Typed, { readonly label: string; readonly other: string; readonly hint?: string }>
> = {
  password: { label: 'Password', other: 'Use the password' },
  code: { label: 'Code', other: 'Use a code of the app', hint: 'The six digits that your app shows now.' },
}

function Proofs({ waiting }: { readonly waiting: Confirmation }): ReactNode {
  const factors = useQuery(trpc.factors.list.queryOptions())
  if (factors.isPending) return <SkeletonRows label="Loading how you can confirm it" rows={2} />
  return <ProofForm waiting={waiting} ways={waysOf(factors.data)} />
}

interface Ways {
  readonly typed: readonly Typed[]
  readonly hasPasskey: boolean
}

/** What the person has. Almost everybody has a password, so it is what is asked for when the answer did not come. */
function waysOf(factors: Outputs['factors']['list'] | undefined): Ways {
  if (factors === undefined) return { typed: ['password'], hasPasskey: false }
  return {
    typed: [
      ...(factors.hasPassword ? (['password'] as const) : []),
      ...(factors.totp === null ? [] : (['code'] as const)),
    ],
    hasPasskey: factors.passkeys.length > 0 && canUsePasskeys(),
  }
}

function ProofForm({ waiting, ways }: { readonly waiting: Confirmation; readonly ways: Ways }): ReactNode {
  const email = useSession()?.user.email ?? ''
  const [chosen, setChosen] = useState<Typed | undefined>(ways.typed[0])
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
  const isOfField = failure !== null && failure.field === chosen
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
        if (chosen === 'password') prove.mutate({ password: text })
        else if (chosen === 'code') prove.mutate({ code: text })
        else show.mutate()
      }}
    >
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      {chosen === undefined ? null : (
        <Field
          key={chosen}
          label={words[chosen].label}
          hint={words[chosen].hint}
          error={isOfField ? failure.message : null}
        >
          {(control) => (
            <Input
              {...control}
              required
              // The dialog is for nothing else.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              type={chosen === 'password' ? 'password' : 'text'}
              inputMode={chosen === 'password' ? 'text' : 'numeric'}
              autoComplete={chosen === 'password' ? 'current-password' : 'one-time-code'}
              value={text}
              onChange={(event) => {
                setText(event.target.value)
                forget()
              }}
            />
          )}
        </Field>
      )}
      {chosen === undefined && !ways.hasPasskey ? (
        <Notice meaning="info" title="Sign out and in again">
          Nothing that you have can be shown here. A new sign-in counts as well, for ten minutes.
        </Notice>
      ) : null}
      {failure === null || isOfField ? null : <FormError error={failure} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={waiting.cancel}>Cancel</Button>
        {chosen === undefined ? null : (
          <Button type="submit" variant="primary" isBusy={prove.isPending}>
            Confirm
          </Button>
        )}
      </div>
      <div className="flex flex-col gap-2 border-t border-line pt-4 empty:hidden">
        {ways.hasPasskey ? (
          <Button
            icon={KeyRound}
            variant={chosen === undefined ? 'primary' : 'secondary'}
            isBusy={show.isPending}
            onClick={() => {
              forget()
              show.mutate()
            }}
          >
            Use a passkey
          </Button>
        ) : null}
        {ways.typed
          .filter((way) => way !== chosen)
          .map((way) => (
            <Button
              key={way}
              variant="quiet"
              onClick={() => {
                setChosen(way)
                setText('')
                forget()
              }}
            >
              {words[way].other}
            </Button>
          ))}
      </div>
    </form>
  )
}
