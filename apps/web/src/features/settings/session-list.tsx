import { Badge, Button, formatAge } from '@cartage/ui'
import { Monitor, Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Outputs } from '../../api/trpc.ts'

type Session = Outputs['members']['sessions']['items'][number] & { readonly isCurrent?: boolean }

export interface SessionListProps {
  readonly label: string
  readonly sessions: readonly Session[]
  readonly isBusy: boolean
  readonly onEnd: (id: string) => void
}

const deviceName = ({ browser, system }: Session['device']): string => {
  const known = [browser, system].filter((part) => part !== null)
  return known.length === 0 ? 'Unknown device' : known.join(' on ')
}

const ago = (instant: string): string => {
  const age = formatAge(instant)
  return age === 'now' ? 'now' : `${age} ago`
}

/** Where somebody is signed in: device, place, and when it was used first and last. */
export function SessionList({ label, sessions, isBusy, onEnd }: SessionListProps): ReactNode {
  return (
    <ul aria-label={label} className="divide-y divide-line rounded-l border border-line bg-paper">
      {sessions.map((session) => {
        const Icon = session.device.isPhone ? Smartphone : Monitor
        const name = deviceName(session.device)
        return (
          <li key={session.id} className="flex items-center gap-3 px-3 py-2">
            <Icon aria-hidden size={16} className="shrink-0 text-ink-3" />
            <div className="min-w-0 flex-1">
              <p className="truncate text-13 font-strong">
                {name} {session.isCurrent === true ? <Badge meaning="done">This one</Badge> : null}
              </p>
              <p className="text-12 text-ink-2">
                {[session.place, session.ip].filter((part) => part !== null).join(', ') || 'Unknown place'}
              </p>
              <p className="text-12 text-ink-3 tabular-nums">
                Since {new Date(session.createdAt).toLocaleString()}, last used {ago(session.lastSeenAt)}
              </p>
            </div>
            {session.isCurrent === true ? null : (
              <Button
                size="s"
                aria-label={`End the session of ${name}`}
                disabled={isBusy}
                onClick={() => onEnd(session.id)}
              >
                End
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
