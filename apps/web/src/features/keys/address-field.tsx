import { Field, Textarea } from '@cartage/ui'
import type { ReactNode } from 'react'

export interface AddressFieldProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly error: string | null
  readonly isDisabled?: boolean
  readonly onChange: (value: string) => void
}

/** Address ranges, one a line. */
export function AddressField({
  label,
  hint,
  value,
  error,
  isDisabled = false,
  onChange,
}: AddressFieldProps): ReactNode {
  return (
    <Field label={label} hint={hint} error={error} isOptional>
      {(control) => (
        <Textarea
          {...control}
          rows={2}
          spellCheck={false}
          disabled={isDisabled}
          placeholder="203.0.113.0/24"
          value={value}
          onChange={(event) => {
            onChange(event.target.value)
          }}
        />
      )}
    </Field>
  )
}
