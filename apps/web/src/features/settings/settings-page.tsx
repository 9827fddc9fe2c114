import { Link, Outlet, useLocation } from '@tanstack/react-router'
import {
  Building2,
  KeyRound,
  LogIn,
  Map,
  ScrollText,
  Shield,
  UserRound,
  UsersRound,
  Warehouse,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useSession } from '../../session/session.ts'

const sections = [
  { to: '/settings/depots', label: 'Depots', icon: Warehouse, needs: null },
  { to: '/regions', label: 'Regions', icon: Map, needs: null },
  { to: '/settings/members', label: 'Members', icon: UsersRound, needs: 'member:manage' },
  { to: '/settings/roles', label: 'Roles', icon: Shield, needs: 'role:manage' },
  { to: '/settings/organization', label: 'Organization', icon: Building2, needs: null },
  { to: '/settings/sign-in', label: 'Sign-in', icon: LogIn, needs: 'access:manage' },
  { to: '/settings/keys', label: 'API keys', icon: KeyRound, needs: 'key:manage' },
  { to: '/settings/audit', label: 'Audit log', icon: ScrollText, needs: 'audit:read' },
  { to: '/settings/account', label: 'Account', icon: UserRound, needs: null },
] as const

/** Everything that is set once and seldom changed. */
export function SettingsPage(): ReactNode {
  const held = useSession()?.permissions ?? []
  const path = useLocation({ select: ({ pathname }) => pathname })
  return (
    <div className="flex min-h-0 flex-1 flex-col md:flex-row">
      <nav
        aria-label="Settings"
        className="flex shrink-0 gap-1 overflow-x-auto border-line px-3 py-2 [scrollbar-width:none] max-md:border-b md:w-52 md:flex-col md:border-r md:px-3 md:py-6"
      >
        {sections
          .filter(({ needs }) => needs === null || held.includes(needs))
          .map(({ to, label, icon: Icon }) => (
            <Link
              key={to}
              to={to}
              // On a phone the row is wider than the screen.
              ref={(link) => {
                if (to === path) link?.scrollIntoView({ block: 'nearest', inline: 'center' })
              }}
              className="flex h-(--control) shrink-0 items-center gap-2 rounded-m px-2.5 font-strong whitespace-nowrap text-ink-2 hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent"
            >
              <Icon aria-hidden size={16} className="shrink-0" />
              {label}
            </Link>
          ))}
      </nav>
      <div className="min-h-0 min-w-0 flex-1 overflow-y-auto">
        <div className="max-w-220 px-4 py-6 sm:px-8">
          <Outlet />
        </div>
      </div>
    </div>
  )
}
