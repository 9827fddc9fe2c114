import { Outlet } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useChangeEvents } from '../api/use-change-events.ts'
import { UnusualNotice } from '../features/unusual/unusual-notice.tsx'
import { useCommandKeys } from './commands.ts'
import { FindEverything } from './find-everything.tsx'
import { KeysHelp } from './keys-help.tsx'
import { TopBar } from './top-bar.tsx'
import { useShellCommands } from './use-shell-commands.ts'
import { useSignedOutRedirect } from './use-signed-out-redirect.ts'

/** What stands around every page of a signed-in person: a thin bar, keys, search, and the stream of changes. */
export function AppShell(): ReactNode {
  const [open, setOpen] = useState<'find' | 'keys' | null>(null)
  useChangeEvents()
  useSignedOutRedirect()
  useCommandKeys()
  useShellCommands({
    onFind: () => {
      setOpen('find')
    },
    onKeys: () => {
      setOpen('keys')
    },
  })
  const close = (): void => {
    setOpen(null)
  }
  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-page print:h-auto print:overflow-visible">
      <a
        href="#main"
        className="absolute top-1 left-1 z-50 -translate-y-20 rounded-m bg-raised px-3 py-2 font-strong shadow-pop focus:translate-y-0"
      >
        Skip to the page
      </a>
      <TopBar
        onFind={() => {
          setOpen('find')
        }}
        onKeys={() => {
          setOpen('keys')
        }}
      />
      <UnusualNotice />
      <main id="main" tabIndex={-1} className="relative flex min-h-0 flex-1 flex-col outline-none">
        <Outlet />
      </main>
      <FindEverything isOpen={open === 'find'} onClose={close} />
      <KeysHelp isOpen={open === 'keys'} onClose={close} />
    </div>
  )
}
