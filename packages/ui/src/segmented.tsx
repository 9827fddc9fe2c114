import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface SegmentedProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: ReactNode; readonly count?: number }[]
  readonly onChange: (value: Value) => void
  readonly className?: string
}

/** A choice of one among two to five that stay in sight. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
  className,
}: SegmentedProps<Value>): ReactNode {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next)
        if (chosen !== undefined) onChange(chosen.value)
      }}
      className={classNames('inline-flex max-w-full gap-0.5 rounded-m bg-well p-0.5', className)}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className="inline-flex h-[calc(var(--control)-4px)] min-w-0 items-center gap-1.5 rounded-s px-2.5 text-12 font-strong whitespace-nowrap text-ink-2 hover:text-ink data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:shadow-edge touch:text-13"
        >
          {option.label}
          {option.count === undefined ? null : (
            <span className="font-regular text-ink-3 tabular-nums">{option.count.toLocaleString()}</span>
          )}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
