import { Menu } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { LogOut, Map, Monitor, Moon, Settings, Sun, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { trpc } from '../api/trpc.ts'
import { endSession, useSession } from '../session/session.ts'
import { chooseTheme, useThemeChoice } from './theme.ts'

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toUpperCase()

/** The person: theme, settings, leaving. */
export function AccountMenu(): ReactNode {
  const navigate = useNavigate()
  const session = useSession()
  const theme = useThemeChoice()
  const signOut = useMutation(
    trpc.session.signOut.mutationOptions({
      onSuccess: () => {
        endSession()
        void navigate({ to: '/sign-in' })
      },
    }),
  )
  if (session === null) return null
  const { user, organization } = session
  return (
    <Menu
      header={
        <div className="min-w-0">
          <p className="truncate font-strong">{user.name}</p>
          <p className="truncate text-12 text-ink-3">{user.email}</p>
          <p className="truncate text-12 text-ink-3">{organization.name}</p>
        </div>
      }
      groups={[
        [
          { label: 'Light', icon: Sun, isChecked: theme === 'light', onSelect: () => chooseTheme('light') },
          { label: 'Dark', icon: Moon, isChecked: theme === 'dark', onSelect: () => chooseTheme('dark') },
          {
            label: 'As the system',
            icon: Monitor,
            isChecked: theme === 'system',
            onSelect: () => chooseTheme('system'),
          },
        ],
        [
          { label: 'Regions and closures', icon: Map, onSelect: () => void navigate({ to: '/regions' }) },
          { label: 'Settings', icon: Settings, onSelect: () => void navigate({ to: '/settings' }) },
          { label: 'Account', icon: UserRound, onSelect: () => void navigate({ to: '/settings/account' }) },
        ],
        [
          {
            label: 'Sign out',
            icon: LogOut,
            onSelect: () => {
              signOut.mutate()
            },
          },
        ],
      ]}
      trigger={
        <button
          type="button"
          aria-label={`Account: ${user.name}`}
          className="flex size-(--control) shrink-0 items-center justify-center rounded-full hover:bg-hover data-[state=open]:bg-hover"
        >
          <span className="flex size-7 items-center justify-center rounded-full bg-accent-soft text-12 font-strong text-accent">
            {initialsOf(user.name)}
          </span>
        </button>
      }
    />
  )
}
