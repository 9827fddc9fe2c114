import { IconButton } from '@cartage/ui'
import { ListTree, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useMedia } from '../day/use-media.ts'

/** What the marks on a map mean; folds away, and begins folded where space is scarce. */
export function LegendBox({ children }: { readonly children: ReactNode }): ReactNode {
  const isNarrow = useMedia('(max-width: 640px)')
  const [choice, setChoice] = useState<boolean | null>(null)
  if (!(choice ?? !isNarrow)) {
    return (
      <div className="pointer-events-auto absolute bottom-2 left-2 rounded-m bg-raised shadow-pop">
        <IconButton label="What the map shows" icon={ListTree} side="right" onClick={() => setChoice(true)} />
      </div>
    )
  }
  return (
    <section
      aria-label="What the map shows"
      className="pointer-events-auto absolute bottom-2 left-2 flex max-w-[calc(100%-232px)] items-start rounded-m bg-raised/95 py-0.5 pr-0.5 pl-2 text-12 text-ink-2 shadow-pop narrow:bottom-13 narrow:max-w-[calc(100%-16px)]"
    >
      <ul className="flex flex-wrap gap-x-3">{children}</ul>
      <IconButton
        label="Fold the legend"
        icon={X}
        size="s"
        side="top"
        className="ml-1 size-6! touch:size-11!"
        onClick={() => setChoice(false)}
      />
    </section>
  )
}

/** A mark, drawn 22 by 14, and what it means. */
export function LegendItem({
  label,
  children,
}: {
  readonly label: string
  readonly children: ReactNode
}): ReactNode {
  return (
    <li className="flex h-6 items-center gap-1.5 whitespace-nowrap">
      <svg aria-hidden width="22" height="14" className="shrink-0">
        {children}
      </svg>
      {label}
    </li>
  )
}
