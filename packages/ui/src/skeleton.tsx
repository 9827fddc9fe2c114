import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** The shape of what comes; appears after 300 ms. */
export function Skeleton({ className }: { readonly className?: string }): ReactNode {
  return <div aria-hidden className={classNames('h-4 animate-wait rounded-s bg-press', className)} />
}

/** Several rows of what comes, named for assistive technology. */
export function SkeletonRows({
  rows = 6,
  label,
}: {
  readonly rows?: number
  readonly label: string
}): ReactNode {
  return (
    <output aria-label={label} className="flex flex-col">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="flex h-(--row) items-center gap-4 px-3">
          <Skeleton className="w-20" />
          <Skeleton className="flex-1" />
          <Skeleton className="w-14" />
        </div>
      ))}
    </output>
  )
}
