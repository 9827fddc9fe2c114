import type { ReactNode } from 'react'

/** A number in tabular figures with its unit in a lighter tone. */
export function NumberWithUnit({
  value,
  unit,
}: {
  readonly value: ReactNode
  readonly unit: string
}): ReactNode {
  return (
    <span className="whitespace-nowrap tabular-nums">
      {value}
      <span className="text-ink-3"> {unit}</span>
    </span>
  )
}
