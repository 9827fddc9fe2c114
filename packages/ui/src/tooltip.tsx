import { Tooltip as Radix } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './kbd.tsx'

export interface TooltipProps {
  readonly text: ReactNode
  readonly keys?: string
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  readonly children: ReactElement
}

/** A word about the element it wraps, on hover and on focus. Never the only place where something is said. */
export function Tooltip({ text, keys, side = 'bottom', children }: TooltipProps): ReactNode {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-72 animate-pop items-center gap-2 rounded-m bg-ink px-2 py-1 text-12 text-page shadow-pop"
        >
          {text}
          {keys === undefined ? null : <Kbd keys={keys} onDark />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
