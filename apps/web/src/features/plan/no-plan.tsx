import { EmptyState } from '@cartage/ui'
import { Route } from 'lucide-react'
import type { ReactNode } from 'react'

/** A day that has not been planned yet. */
export function NoPlan({ action }: { readonly action: ReactNode }): ReactNode {
  return (
    <EmptyState icon={Route} title="Not planned yet" actions={action}>
      Cartage puts the day’s orders on the day’s shifts: every window, capacity, skill and break is kept, and
      what cannot be served says why.
    </EmptyState>
  )
}
