import { useState, type ComponentProps, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { controlClass } from './input.tsx'
import { parseTime } from './parse-time.ts'

export interface TimeInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> {
  /** `HH:MM`, or empty. */
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A wall-clock time, typed as people do: `8`, `830`, `8.30`, `8h30` and `8:30 pm` all work. */
export function TimeInput({ value, onChange, className, onBlur, ...rest }: TimeInputProps): ReactNode {
  const [draft, setDraft] = useState<string | null>(null)
  return (
    <input
      placeholder="08:30"
      {...rest}
      inputMode="numeric"
      autoComplete="off"
      value={draft ?? value}
      onChange={(event) => {
        setDraft(event.target.value)
        onChange(parseTime(event.target.value) ?? event.target.value.trim())
      }}
      onBlur={(event) => {
        setDraft(null)
        onBlur?.(event)
      }}
      className={classNames(controlClass, 'tabular-nums', className)}
    />
  )
}
