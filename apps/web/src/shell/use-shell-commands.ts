import { useNavigate } from '@tanstack/react-router'
import {
  CalendarDays,
  ChevronLeft,
  ChevronRight,
  Keyboard,
  Map,
  Moon,
  Search,
  Settings,
  Sun,
} from 'lucide-react'
import { addDays } from '../session/last-place.ts'
import { useCommands, type CommandEntry } from './commands.ts'
import { chooseTheme, useTheme } from './theme.ts'
import { usePlace } from './use-place.ts'

/** The commands that work on every page. */
export function useShellCommands({
  onFind,
  onKeys,
}: {
  readonly onFind: () => void
  readonly onKeys: () => void
}): void {
  const navigate = useNavigate()
  const theme = useTheme()
  const { depot, date, today } = usePlace()
  const goTo = (day: string): void => {
    if (depot !== null) void navigate({ to: '/day/$depotId/$date', params: { depotId: depot.id, date: day } })
  }
  const days: readonly CommandEntry[] =
    depot === null || date === null || today === null
      ? []
      : [
          {
            id: 'day.before',
            group: 'Days',
            label: 'Day before',
            keys: '[',
            icon: ChevronLeft,
            run: () => goTo(addDays(date, -1)),
          },
          {
            id: 'day.after',
            group: 'Days',
            label: 'Day after',
            keys: ']',
            icon: ChevronRight,
            run: () => goTo(addDays(date, 1)),
          },
          {
            id: 'day.today',
            group: 'Days',
            label: 'Today',
            keys: 't',
            icon: CalendarDays,
            run: () => goTo(today),
          },
        ]
  useCommands([
    ...days,
    {
      id: 'find',
      group: 'Cartage',
      label: 'Find everything',
      keys: 'mod+k',
      icon: Search,
      isKeyOnly: true,
      run: onFind,
    },
    { id: 'keys', group: 'Cartage', label: 'Show the keys', keys: '?', icon: Keyboard, run: onKeys },
    {
      id: 'theme',
      group: 'Cartage',
      label: theme === 'dark' ? 'Light theme' : 'Dark theme',
      icon: theme === 'dark' ? Sun : Moon,
      run: () => {
        chooseTheme(theme === 'dark' ? 'light' : 'dark')
      },
    },
    {
      id: 'regions',
      group: 'Cartage',
      label: 'Regions and closures',
      icon: Map,
      run: () => void navigate({ to: '/regions' }),
    },
    {
      id: 'settings',
      group: 'Cartage',
      label: 'Settings',
      icon: Settings,
      run: () => void navigate({ to: '/settings' }),
    },
  ])
}
