import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { focusFirst } from './focus-first.ts'
import { IconButton } from './icon-button.tsx'

export interface SheetProps {
  readonly title: ReactNode
  readonly isOpen: boolean
  readonly onClose: () => void
  /** False lets the page behind be used: the way details stand beside a map. */
  readonly isModal?: boolean
  readonly children: ReactNode
  readonly footer?: ReactNode
}

/** A panel from the right edge, from the bottom on a phone; Escape closes it. */
export function Sheet({ title, isOpen, onClose, isModal = true, children, footer }: SheetProps): ReactNode {
  return (
    <Radix.Root
      modal={isModal}
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Radix.Portal>
        {isModal ? <Radix.Overlay className="fixed inset-0 z-30 animate-fade bg-scrim" /> : null}
        <Radix.Content
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            if (event.currentTarget instanceof HTMLElement) focusFirst(event.currentTarget)
          }}
          aria-describedby={undefined}
          onInteractOutside={(event) => {
            if (!isModal) event.preventDefault()
          }}
          className="fixed inset-y-0 right-0 z-30 flex w-110 max-w-full animate-sheet flex-col bg-paper shadow-pop outline-none narrow:inset-x-0 narrow:top-auto narrow:bottom-0 narrow:max-h-[88dvh] narrow:w-full narrow:animate-sheet-up narrow:rounded-t-l"
        >
          <header className="flex items-center gap-3 border-b border-line py-2 pr-2 pl-5">
            <Radix.Title className="min-w-0 flex-1 truncate text-15 font-strong">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label="Close" icon={X} keys="escape" />
            </Radix.Close>
          </header>
          <div data-body className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
            {children}
          </div>
          {footer === undefined ? null : (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">
              {footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
