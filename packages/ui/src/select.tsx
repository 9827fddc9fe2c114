import { ChevronDown } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { controlClass, smallControlClass } from './input.tsx'

export interface SelectOption<Value extends string> {
  readonly value: Value
  readonly label: string
  /** Options with the same group stand under one heading. */
  readonly group?: string
  readonly isDisabled?: boolean
}

export interface SelectProps<Value extends string> extends Omit<
  ComponentProps<'select'>,
  'value' | 'onChange' | 'children' | 'size'
> {
  readonly value: Value
  readonly options: readonly SelectOption<Value>[]
  readonly onChange: (value: Value) => void
  readonly size?: 's' | 'm'
}

/** A choice among few. The platform's own list: it works with every keyboard, screen reader and phone. */
export function Select<Value extends string>({
  value,
  options,
  onChange,
  size = 'm',
  className,
  ...rest
}: SelectProps<Value>): ReactNode {
  const groups = [...new Set(options.map((option) => option.group))]
  return (
    <span className={classNames('relative block min-w-0', className)}>
      <select
        {...rest}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value)
          if (chosen !== undefined) onChange(chosen.value)
        }}
        className={classNames(
          size === 's' ? smallControlClass : controlClass,
          'appearance-none truncate pr-7',
        )}
      >
        {groups.map((group) => {
          const items = options
            .filter((option) => option.group === group)
            .map((option) => (
              <option key={option.value} value={option.value} disabled={option.isDisabled}>
                {option.label}
              </option>
            ))
          return group === undefined ? (
            items
          ) : (
            <optgroup key={group} label={group}>
              {items}
            </optgroup>
          )
        })}
      </select>
      <ChevronDown
        aria-hidden
        size={14}
        className="pointer-events-none absolute inset-y-0 right-2 my-auto text-ink-3"
      />
    </span>
  )
}
