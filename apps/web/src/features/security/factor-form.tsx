import { Button, Field, Input } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import type { Inputs, Outputs } from '../../api/trpc.ts'
import { FormError } from '../../session/form-error.tsx'
import { canUsePasskeys, showPasskey } from '../../session/passkeys.ts'

/** A code of the app, a recovery code, or a passkey. */
export type FactorProof = Inputs['factors']['prove']

type Methods = Extract<Outputs['session']['signIn'], { readonly kind: 'second_factor' }>['methods']

export interface FactorFormProps {
  /** What the person has. */
  readonly methods: Methods
  readonly isBusy: boolean
  readonly error: unknown
  /** What the browser needs to ask for a passkey. */
  readonly beginPasskey: () => Promise<Outputs['session']['beginPasskey']>
  readonly onSubmit: (proof: FactorProof) => void
  /** Called when something else is typed. */
  readonly onChange: () => void
}

const CODE_LENGTH = 6

/** Asks for the second factor: the six digits of the app, one of the recovery codes, or a passkey. */
export function FactorForm({
  methods,
  isBusy,
  error,
  beginPasskey,
  onSubmit,
  onChange,
}: FactorFormProps): ReactNode {
  const hasPasskey = methods.includes('passkey') && canUsePasskeys()
  // A recovery code is for when nothing else is at hand.
  const [typed, setTyped] = useState<'code' | 'recovery' | null>(
    methods.includes('totp') ? 'code' : hasPasskey ? null : 'recovery',
  )
  const show = useMutation({
    meta: { isErrorShown: true },
    mutationFn: async () => showPasskey(await beginPasskey()),
    onSuccess: (passkey) => {
      onSubmit({ passkey })
    },
  })
  const shown = show.error ?? error
  const failure = shown === null ? null : toHumanError(shown)
  const isOfField = failure?.field === 'code' || failure?.field === 'recoveryCode'
  const change = (): void => {
    show.reset()
    onChange()
  }
  const choose = (next: 'code' | 'recovery'): void => {
    setTyped(next)
    change()
  }
  return (
    <div className="flex flex-col gap-4">
      {typed === null ? null : (
        <TypedProof
          key={typed}
          kind={typed}
          isBusy={isBusy}
          problem={isOfField ? failure.message : null}
          onSubmit={onSubmit}
          onChange={change}
        />
      )}
      {failure === null || isOfField ? null : <FormError error={failure} />}
      {hasPasskey ? (
        <Button
          icon={KeyRound}
          variant={typed === null ? 'primary' : 'secondary'}
          isBusy={show.isPending || (typed === null && isBusy)}
          onClick={() => {
            change()
            show.mutate()
          }}
        >
          Use a passkey
        </Button>
      ) : null}
      {methods.includes('totp') && typed === 'recovery' ? (
        <Button variant="quiet" onClick={() => choose('code')}>
          Use the code of the app
        </Button>
      ) : null}
      {methods.includes('recovery') && typed !== 'recovery' ? (
        <Button variant="quiet" onClick={() => choose('recovery')}>
          Use a recovery code instead
        </Button>
      ) : null}
    </div>
  )
}

interface TypedProofProps {
  readonly kind: 'code' | 'recovery'
  readonly isBusy: boolean
  /** What the server said about it. */
  readonly problem: string | null
  readonly onSubmit: (proof: FactorProof) => void
  readonly onChange: () => void
}

function TypedProof({ kind, isBusy, problem, onSubmit, onChange }: TypedProofProps): ReactNode {
  const [text, setText] = useState('')
  const [isTried, setIsTried] = useState(false)
  const isRecovery = kind === 'recovery'
  const digits = text.replaceAll(/\D/g, '')
  const isComplete = isRecovery ? text.trim() !== '' : digits.length === CODE_LENGTH
  const missing = isRecovery ? 'Enter one of your recovery codes.' : `Enter all ${CODE_LENGTH} digits.`
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        setIsTried(true)
        if (isComplete) onSubmit(isRecovery ? { recoveryCode: text.trim() } : { code: digits })
      }}
    >
      <Field
        label={isRecovery ? 'Recovery code' : 'Code'}
        hint={
          isRecovery ? 'Eight groups of four. Each works once.' : 'The six digits that your app shows now.'
        }
        error={problem ?? (isTried && !isComplete ? missing : null)}
      >
        {(control) => (
          <Input
            {...control}
            // The page is for nothing else.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            name={isRecovery ? 'recovery-code' : 'one-time-code'}
            inputMode={isRecovery ? 'text' : 'numeric'}
            autoComplete={isRecovery ? 'off' : 'one-time-code'}
            autoCapitalize="none"
            spellCheck={false}
            className="tabular-nums"
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              setIsTried(false)
              onChange()
            }}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" isBusy={isBusy} className="mt-1">
        Continue
      </Button>
    </form>
  )
}
