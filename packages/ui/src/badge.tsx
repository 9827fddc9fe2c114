import { CircleCheck, Clock, Info, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** The four meanings that a colour may carry. */
export type Meaning = 'late' | 'risk' | 'done' | 'info'

const icons: Readonly<Record<Meaning, LucideIcon>> = {
  late: TriangleAlert,
  risk: Clock,
  done: CircleCheck,
  info: Info,
}
const inks: Readonly<Record<Meaning, string>> = {
  late: 'text-late',
  risk: 'text-risk',
  done: 'text-done',
  info: 'text-info',
}
const grounds: Readonly<Record<Meaning, string>> = {
  late: 'bg-late-soft text-late',
  risk: 'bg-risk-soft text-risk',
  done: 'bg-done-soft text-done',
  info: 'bg-info-soft text-info',
}

/** The shape of a meaning: triangle, clock, tick or i. */
export function MeaningIcon({
  meaning,
  size = 16,
}: {
  readonly meaning: Meaning
  readonly size?: number
}): ReactNode {
  const Icon = icons[meaning]
  return <Icon aria-hidden size={size} className={classNames('shrink-0', inks[meaning])} />
}

export interface BadgeProps {
  /** Without one the badge is neutral. */
  readonly meaning?: Meaning
  readonly children: ReactNode
}

/** A word in a tinted box; with a meaning it also has that meaning's shape. */
export function Badge({ meaning, children }: BadgeProps): ReactNode {
  return (
    <span
      className={classNames(
        'inline-flex h-5 max-w-full items-center gap-1 rounded-s px-1.5 text-12 font-strong whitespace-nowrap',
        meaning === undefined ? 'bg-well text-ink-2' : grounds[meaning],
      )}
    >
      {meaning === undefined ? null : <MeaningIcon meaning={meaning} size={12} />}
      <span className="truncate">{children}</span>
    </span>
  )
}
