import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { focusFirst } from './focus-first.ts'
import { IconButton } from './icon-button.tsx'

export interface DialogProps {
  readonly title: string
  readonly description?: ReactNode
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly size?: 's' | 'm' | 'l'
  readonly children: ReactNode
  /** Buttons at the foot, the main one last. */
  readonly footer?: ReactNode
}

const widths = { s: 'max-w-100', m: 'max-w-140', l: 'max-w-220' } as const

/** A question or a form above the page; Escape and a press outside close it, focus returns to where it was. */
export function Dialog({
  title,
  description,
  isOpen,
  onClose,
  size = 'm',
  children,
  footer,
}: DialogProps): ReactNode {
  return (
    <Radix.Root
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Radix.Content
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            if (event.currentTarget instanceof HTMLElement) focusFirst(event.currentTarget)
          }}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={classNames(
            'fixed inset-x-0 top-[max(16px,8dvh)] z-40 mx-auto flex max-h-[min(84dvh,calc(100dvh-32px))] w-[calc(100%-32px)] animate-pop flex-col rounded-l bg-paper shadow-pop outline-none',
            'narrow:inset-0 narrow:top-0 narrow:max-h-dvh narrow:w-full narrow:max-w-none narrow:rounded-none',
            widths[size],
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-18 font-strong text-balance">{title}</Radix.Title>
              {description === undefined ? null : (
                <Radix.Description className="mt-1 text-13 text-ink-2">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton label="Close" icon={X} keys="escape" className="-mt-1 -mr-2" />
            </Radix.Close>
          </header>
          <div data-body className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">
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
