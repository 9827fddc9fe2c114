import { classNames, formatNumber } from '@cartage/ui'
import type { ReactNode } from 'react'

/** A share of a whole as a bar; beyond the whole it turns to the meaning late. */
export function ShareBar({
  label,
  share,
  colour,
}: {
  readonly label: string
  readonly share: number
  /** A CSS colour; the ink when left out. */
  readonly colour?: string
}): ReactNode {
  const isOver = share > 1.0001
  return (
    <span
      title={`${label}: ${formatNumber(share * 100)} %`}
      className="relative block h-1.5 w-full overflow-hidden rounded-full bg-press"
    >
      <span
        aria-hidden
        className={classNames('absolute inset-y-0 left-0 rounded-full', isOver && 'bg-late')}
        style={{
          width: `${Math.min(1, share) * 100}%`,
          ...(isOver ? {} : { background: colour ?? 'var(--color-ink-2)' }),
        }}
      />
      <span className="sr-only">
        {label}: {formatNumber(share * 100)} %
      </span>
    </span>
  )
}
