import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export interface EmptyStateProps {
  readonly icon?: LucideIcon
  readonly title: string
  /** What this place is for, in a sentence or two. */
  readonly children: ReactNode
  /** One button; a sample to try may stand beside it as a quiet one. */
  readonly actions?: ReactNode
}

/** What a view says when there is nothing in it yet. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps): ReactNode {
  return (
    <div className="mx-auto flex max-w-90 flex-col items-center gap-2 px-4 py-10 text-center">
      {Icon === undefined ? null : (
        <Icon aria-hidden size={24} strokeWidth={1.5} className="mb-1 text-ink-3" />
      )}
      <h2 className="text-15 font-strong text-balance">{title}</h2>
      <div className="text-13 text-pretty text-ink-2">{children}</div>
      {actions === undefined ? null : (
        <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>
      )}
    </div>
  )
}
