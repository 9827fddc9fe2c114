import { Button, Field, Input } from '@cartage/ui'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { FormError } from '../../session/form-error.tsx'

/** A code of the app, or a recovery code. */
export type TypedProof = { readonly code: string } | { readonly recoveryCode: string }

export interface FactorFormProps {
  readonly hasRecovery: boolean
  readonly isBusy: boolean
  readonly error: unknown
  readonly onSubmit: (proof: TypedProof) => void
  /** Called when something else is typed. */
  readonly onChange: () => void
}

const CODE_LENGTH = 6

/** Asks for the second factor: the six digits of the app, or one of the recovery codes. */
export function FactorForm({ hasRecovery, isBusy, error, onSubmit, onChange }: FactorFormProps): ReactNode {
  const [isRecovery, setIsRecovery] = useState(false)
  const [typed, setTyped] = useState('')
  const [isTried, setIsTried] = useState(false)
  const failure = error === null ? null : toHumanError(error)
  const isOfField = failure?.field === 'code' || failure?.field === 'recoveryCode'
  const digits = typed.replaceAll(/\D/g, '')
  const isComplete = isRecovery ? typed.trim() !== '' : digits.length === CODE_LENGTH
  const missing = isRecovery ? 'Enter one of your recovery codes.' : `Enter all ${CODE_LENGTH} digits.`
  const problem = isOfField ? failure.message : isTried && !isComplete ? missing : null
  const change = (text: string): void => {
    setTyped(text)
    setIsTried(false)
    onChange()
  }
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        setIsTried(true)
        if (isComplete) onSubmit(isRecovery ? { recoveryCode: typed.trim() } : { code: digits })
      }}
    >
      <Field
        key={isRecovery ? 'recovery' : 'code'}
        label={isRecovery ? 'Recovery code' : 'Code'}
        hint={isRecovery ? 'Six groups of four. Each works once.' : 'The six digits that your app shows now.'}
        error={problem}
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
            value={typed}
            onChange={(event) => {
              change(event.target.value)
            }}
          />
        )}
      </Field>
      {failure === null || isOfField ? null : <FormError error={failure} />}
      <Button type="submit" variant="primary" isBusy={isBusy} className="mt-1">
        Continue
      </Button>
      {hasRecovery ? (
        <Button
          variant="quiet"
          onClick={() => {
            setIsRecovery(!isRecovery)
            change('')
          }}
        >
          {isRecovery ? 'Use the code of the app' : 'Use a recovery code instead'}
        </Button>
      ) : null}
    </form>
  )
}
