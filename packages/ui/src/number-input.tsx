import { useState, type ComponentProps, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { controlClass } from './input.tsx'
import { parseNumber } from './parse-number.ts'

export interface NumberInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> {
  readonly value: number | null
  /** Null while the text is empty or not a number. */
  readonly onChange: (value: number | null) => void
  /** Shown in a lighter tone behind the number. */
  readonly unit?: string
}

/** A number with its unit; keeps the text as typed and takes a decimal comma. */
export function NumberInput({ value, onChange, unit, className, ...rest }: NumberInputProps): ReactNode {
  const [text, setText] = useState(value === null ? '' : String(value))
  const shown = parseNumber(text) === value ? text : value === null ? '' : String(value)
  return (
    <span className={classNames('relative block min-w-0', className)}>
      <input
        {...rest}
        inputMode="decimal"
        value={shown}
        onChange={(event) => {
          setText(event.target.value)
          onChange(parseNumber(event.target.value))
        }}
        className={classNames(controlClass, 'text-right tabular-nums')}
        style={unit === undefined ? undefined : { paddingRight: `calc(${unit.length}ch + 18px)` }}
      />
      {unit === undefined ? null : (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-12 text-ink-3"
        >
          {unit}
        </span>
      )}
    </span>
  )
}
