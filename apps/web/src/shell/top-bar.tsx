import { IconButton, Kbd } from '@cartage/ui'
import { Link } from '@tanstack/react-router'
import { Keyboard, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { AccountMenu } from './account-menu.tsx'
import { ConnectionNote } from './connection-note.tsx'
import { DayPicker } from './day-picker.tsx'
import { DepotSwitcher } from './depot-switcher.tsx'
import { Logo } from './logo.tsx'
import { usePlace } from './use-place.ts'

export interface TopBarProps {
  readonly onFind: () => void
  readonly onKeys: () => void
}

/** Where am I, which day is it, and the way to everything else. */
export function TopBar({ onFind, onKeys }: TopBarProps): ReactNode {
  const place = usePlace()
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line bg-paper px-2 print:hidden">
      <Link
        to="/"
        aria-label="Cartage, to the day"
        className="flex h-(--control) items-center rounded-m px-1.5 hover:bg-hover"
      >
        <Logo />
      </Link>
      <DepotSwitcher place={place} />
      {place.depot === null || place.date === null || place.today === null ? null : (
        <DayPicker depotId={place.depot.id} date={place.date} today={place.today} />
      )}
      <div className="min-w-0 flex-1" />
      <ConnectionNote />
      <button
        type="button"
        onClick={onFind}
        className="hidden h-(--control) w-68 items-center gap-2 rounded-m border border-line bg-well px-2.5 text-13 text-ink-3 hover:border-edge/60 hover:text-ink-2 lg:flex"
      >
        <Search aria-hidden size={14} />
        <span className="flex-1 truncate text-left">Find or do anything</span>
        <Kbd keys="mod+k" />
      </button>
      <IconButton label="Find" icon={Search} keys="mod+k" onClick={onFind} className="lg:hidden" />
      <IconButton label="Keys" icon={Keyboard} keys="?" onClick={onKeys} className="narrow:hidden" />
      <AccountMenu />
    </header>
  )
}
