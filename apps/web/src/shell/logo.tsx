import type { ReactNode } from 'react'

/** The mark: a road from a depot to a stop. */
export function Logo({ size = 24 }: { readonly size?: number }): ReactNode {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden className="shrink-0">
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <path
        d="M8 22.5h5.5a4 4 0 0 0 4-4v-5a4 4 0 0 1 4-4H24"
        fill="none"
        strokeWidth="2.6"
        strokeLinecap="round"
        className="stroke-accent-ink"
      />
      <circle cx="8" cy="22.5" r="2.7" className="fill-accent-ink" />
      <rect x="21.4" y="6.9" width="5.2" height="5.2" rx="1.2" className="fill-accent-ink" />
    </svg>
  )
}
