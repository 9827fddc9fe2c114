import { Button } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import type { Inputs, Outputs } from '../../api/trpc.ts'
import { FactorField } from '../../session/factor-field.tsx'
import { FormError } from '../../session/form-error.tsx'
import { canUsePasskeys, showPasskey } from '../../session/passkeys.ts'
import { factorWords, readFactor, type TypedFactor } from '../../session/typed-factor.ts'

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
  const [typed, setTyped] = useState<TypedFactor | null>(
    methods.includes('totp') ? 'code' : hasPasskey ? null : 'recoveryCode',
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
  const choose = (next: TypedFactor): void => {
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
      {methods.includes('totp') && typed === 'recoveryCode' ? (
        <Button variant="quiet" onClick={() => choose('code')}>
          {factorWords.code.choose}
        </Button>
      ) : null}
      {methods.includes('recovery') && typed !== 'recoveryCode' ? (
        <Button variant="quiet" onClick={() => choose('recoveryCode')}>
          {factorWords.recoveryCode.choose}
        </Button>
      ) : null}
    </div>
  )
}

interface TypedProofProps {
  readonly kind: TypedFactor
  readonly isBusy: boolean
  /** What the server said about it. */
  readonly problem: string | null
  readonly onSubmit: (proof: FactorProof) => void
  readonly onChange: () => void
}

function TypedProof({ kind, isBusy, problem, onSubmit, onChange }: TypedProofProps): ReactNode {
  const [text, setText] = useState('')
  const [isTried, setIsTried] = useState(false)
  const proof = readFactor(kind, text)
  const missing = typeof proof === 'string' ? proof : null
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        setIsTried(true)
        if (typeof proof !== 'string') onSubmit(proof)
      }}
    >
      <FactorField
        kind={kind}
        text={text}
        problem={problem ?? (isTried ? missing : null)}
        isFirst
        onType={(typed) => {
          setText(typed)
          setIsTried(false)
          onChange()
        }}
      />
      <Button type="submit" variant="primary" isBusy={isBusy} className="mt-1">
        Continue
      </Button>
    </form>
  )
}
