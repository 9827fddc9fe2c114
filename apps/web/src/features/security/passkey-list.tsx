import { Badge, Button, formatAge, formatDate } from '@cartage/ui'
import { KeyRound } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Outputs } from '../../api/trpc.ts'

export type Passkey = Outputs['factors']['list']['passkeys'][number]

export interface PasskeyListProps {
  readonly passkeys: readonly Passkey[]
  /** The one that is being removed. */
  readonly removedId: string | undefined
  readonly onRename: (passkey: Passkey) => void
  readonly onRemove: (passkey: Passkey) => void
}

const ago = (instant: string): string => (formatAge(instant) === 'now' ? 'now' : `${formatAge(instant)} ago`)

/** The person's passkeys: name, since when, last used, and whether a copy outlives the device. */
export function PasskeyList({ passkeys, removedId, onRename, onRemove }: PasskeyListProps): ReactNode {
  return (
    <ul aria-label="Passkeys" className="divide-y divide-line rounded-l border border-line bg-paper">
      {passkeys.map((passkey) => (
        <li key={passkey.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2">
          <KeyRound aria-hidden size={16} className="shrink-0 text-ink-3" />
          <div className="min-w-0 flex-1 basis-48">
            <p className="flex min-w-0 items-center gap-2 text-13">
              <span className="truncate font-strong" title={passkey.name}>
                {passkey.name}
              </span>
              <Badge>{passkey.isSynced ? 'Synced' : 'On one device'}</Badge>
            </p>
            <p className="text-12 text-ink-3 tabular-nums">
              Since {formatDate(passkey.createdAt.slice(0, 10))},{' '}
              {passkey.lastUsedAt === null ? 'not used yet' : `last used ${ago(passkey.lastUsedAt)}`}
            </p>
          </div>
          <div className="flex gap-2">
            <Button size="s" aria-label={`Rename ${passkey.name}`} onClick={() => onRename(passkey)}>
              Rename
            </Button>
            <Button
              size="s"
              variant="danger"
              aria-label={`Remove ${passkey.name}`}
              isBusy={removedId === passkey.id}
              onClick={() => onRemove(passkey)}
            >
              Remove
            </Button>
          </div>
        </li>
      ))}
    </ul>
  )
}
