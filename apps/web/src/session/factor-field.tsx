import { Field, Input } from '@cartage/ui'
import type { ReactNode } from 'react'
import { factorWords, type TypedFactor } from './typed-factor.ts'

export interface FactorFieldProps {
  readonly kind: TypedFactor
  readonly text: string
  /** What is missing, or what the server said about it. */
  readonly problem: string | null
  /** Whether it is the first thing to type where it stands. */
  readonly isFirst: boolean
  readonly onType: (text: string) => void
}

/** Takes the six digits of the app, or one of the recovery codes. */
export function FactorField({ kind, text, problem, isFirst, onType }: FactorFieldProps): ReactNode {
  const isCode = kind === 'code'
  return (
    <Field label={factorWords[kind].label} hint={factorWords[kind].hint} error={problem}>
      {(control) => (
        <Input
          {...control}
          // Where it stands first, the page or dialog is for nothing else.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={isFirst}
          name={isCode ? 'one-time-code' : 'recovery-code'}
          inputMode={isCode ? 'numeric' : 'text'}
          autoComplete={isCode ? 'one-time-code' : 'off'}
          autoCapitalize="none"
          spellCheck={false}
          className="tabular-nums"
          value={text}
          onChange={(event) => {
            onType(event.target.value)
          }}
        />
      )}
    </Field>
  )
}
