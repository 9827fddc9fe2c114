import type { ReactNode } from 'react'
import { formatLocalTime } from './format.ts'

/** A span of wall-clock time, such as a window or a shift; says so when it ends on the next day. */
export function TimeRange({ from, to }: { readonly from: string; readonly to: string }): ReactNode {
  return (
    <span className="whitespace-nowrap tabular-nums">
      {formatLocalTime(from)}
      <span className="text-ink-3">–</span>
      {formatLocalTime(to)}
      {to <= from ? (
        <sup className="ml-0.5 text-ink-3" title="on the next day">
          +1
        </sup>
      ) : null}
    </span>
  )
}
