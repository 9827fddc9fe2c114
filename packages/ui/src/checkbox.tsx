import { Check, Minus } from 'lucide-react'
import { Checkbox as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface CheckboxProps {
  /** The accessible name; shown beside the box unless `isLabelHidden`. */
  readonly label: ReactNode
  readonly isLabelHidden?: boolean
  readonly checked: boolean | 'indeterminate'
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean
}

/** Yes, no, or some of them. */
export function Checkbox({
  label,
  isLabelHidden = false,
  checked,
  onChange,
  disabled = false,
}: CheckboxProps): ReactNode {
  return (
    <label
      className={classNames(
        'inline-flex min-h-(--control-s) min-w-0 items-center gap-2 text-13 touch:min-w-11',
        isLabelHidden && 'touch:justify-center',
      )}
    >
      <Radix.Root
        checked={checked}
        disabled={disabled}
        onCheckedChange={(value) => {
          onChange(value === true)
        }}
        className="flex size-4 shrink-0 items-center justify-center rounded-s border border-edge bg-raised text-accent-ink disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent"
      >
        <Radix.Indicator>
          {checked === 'indeterminate' ? (
            <Minus aria-hidden size={12} strokeWidth={3} />
          ) : (
            <Check aria-hidden size={12} strokeWidth={3} />
          )}
        </Radix.Indicator>
      </Radix.Root>
      <span className={isLabelHidden ? 'sr-only' : 'min-w-0'}>{label}</span>
    </label>
  )
}
