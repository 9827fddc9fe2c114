import { Menu } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Building, Building2, LogOut, Map, Monitor, Moon, Settings, Sun, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { trpc } from '../api/trpc.ts'
import { startSession, useSession } from '../session/session.ts'
import { useSignOut } from '../session/use-sign-out.ts'
import { chooseTheme, useThemeChoice } from './theme.ts'

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toUpperCase()

/** The person: organization, theme, settings, leaving. */
export function AccountMenu(): ReactNode {
  const navigate = useNavigate()
  const session = useSession()
  const theme = useThemeChoice()
  const { signOut } = useSignOut(() => void navigate({ to: '/sign-in' }))
  const organizations = useQuery(trpc.session.organizations.queryOptions()).data?.items ?? []
  const change = useMutation(
    trpc.session.switchOrganization.mutationOptions({
      onSuccess: (begun) => {
        startSession(begun)
        // What is on the screen belongs to the other organization.
        void navigate({ to: '/' })
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
        ...(organizations.length > 1
          ? [
              organizations.map(({ id, name }) => ({
                label: name,
                icon: Building2,
                isChecked: id === organization.id,
                isDisabled: change.isPending,
                onSelect: () => {
                  if (id !== organization.id) change.mutate({ id })
                },
              })),
            ]
          : []),
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
          ...(session.isOperator
            ? [
                {
                  label: 'Organizations',
                  icon: Building,
                  onSelect: () => void navigate({ to: '/operator' }),
                },
              ]
            : []),
        ],
        [
          {
            label: 'Sign out',
            icon: LogOut,
            onSelect: signOut,
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
