import { RotateCw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'

export interface ErrorStateProps {
  /** What did not work. */
  readonly title: string
  /** Why, in words for a person. */
  readonly message: string
  /** What to do now. */
  readonly advice?: string
  /** What to quote when asking for help. */
  readonly code?: string
  readonly onRetry?: () => void
  readonly actions?: ReactNode
}

/** What a view says when it could not load: what, why, what now, and a code to quote. */
export function ErrorState({ title, message, advice, code, onRetry, actions }: ErrorStateProps): ReactNode {
  return (
    <div role="alert" className="mx-auto flex max-w-100 flex-col items-center gap-2 px-4 py-10 text-center">
      <TriangleAlert aria-hidden size={24} strokeWidth={1.5} className="mb-1 text-late" />
      <h2 className="text-15 font-strong text-balance">{title}</h2>
      <p className="text-13 text-pretty text-ink-2">{message}</p>
      {advice === undefined ? null : <p className="text-13 text-pretty text-ink-2">{advice}</p>}
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        {onRetry === undefined ? null : (
          <Button icon={RotateCw} onClick={onRetry}>
            Try again
          </Button>
        )}
        {actions}
      </div>
      {code === undefined ? null : (
        <p className="mt-2 text-12 text-ink-3">
          Code <span className="tabular-nums select-all">{code}</span>
        </p>
      )}
    </div>
  )
}
