import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'
import { Toaster } from './toaster.tsx'

/** What the components need around them: tooltips that share a delay, and the place for toasts. */
export function UiProvider({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Tooltip.Provider delayDuration={400} skipDelayDuration={200}>
      {children}
      <Toaster />
    </Tooltip.Provider>
  )
}
