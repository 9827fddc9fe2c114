import { Button } from '@cartage/ui'
import type { ReactNode } from 'react'
import type { Outputs } from '../../api/trpc.ts'
import { permissionLabel } from './permission-words.ts'

export interface AdviceDecidedProps {
  readonly decided: Outputs['roleAdvice']['list']['decided']
  readonly isBusy: boolean
  readonly onRevert: (id: string) => void
}

const words = { applied: 'Taken from', dismissed: 'Left with', reverted: 'Given back to' } as const

/** What was done with earlier proposals; what was taken can be given back. */
export function AdviceDecided({ decided, isBusy, onRevert }: AdviceDecidedProps): ReactNode {
  if (decided.length === 0) return null
  return (
    <div>
      <h3 className="mb-1 text-12 font-strong text-ink-2">Decided</h3>
      <ul aria-label="Decided advice" className="divide-y divide-line rounded-l border border-line bg-paper">
        {decided.map(({ id, state, member, permissions, decidedAt }) => (
          <li key={id} className="flex items-center gap-3 px-3 py-2">
            <div className="min-w-0 flex-1">
              <p className="truncate text-13">
                {words[state]} <span className="font-strong">{member.name}</span>
              </p>
              <p className="text-12 text-pretty text-ink-2">{permissions.map(permissionLabel).join('; ')}</p>
              <p className="text-12 text-ink-3 tabular-nums">{new Date(decidedAt).toLocaleDateString()}</p>
            </div>
            {state === 'applied' ? (
              <Button
                size="s"
                disabled={isBusy}
                aria-label={`Give it back to ${member.name}`}
                onClick={() => onRevert(id)}
              >
                Revert
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  )
}
