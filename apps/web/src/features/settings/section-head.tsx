import type { ReactNode } from 'react'

export interface SectionHeadProps {
  readonly title: string
  readonly children: ReactNode
  readonly action?: ReactNode
}

/** The title of a settings section, what it is about, and its one button. */
export function SectionHead({ title, children, action }: SectionHeadProps): ReactNode {
  return (
    <header className="mb-5 flex flex-wrap items-start gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-64">
        <h1 className="text-18 font-strong">{title}</h1>
        <p className="mt-0.5 text-13 text-pretty text-ink-2">{children}</p>
      </div>
      {action}
    </header>
  )
}
