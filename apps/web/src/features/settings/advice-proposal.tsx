import { Button } from '@cartage/ui'
import { Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import { permissionLabel } from './permission-words.ts'
import type { RoleProposal } from './role-advice.tsx'
import { roleLabel } from './role-words.ts'

export interface AdviceProposalProps {
  readonly proposal: RoleProposal
  readonly isBusy: boolean
  readonly isDisabled: boolean
  readonly onApply: () => void
  readonly onDismiss: () => void
}

/** What would go from a member, and what would stay. */
export function AdviceProposal({
  proposal,
  isBusy,
  isDisabled,
  onApply,
  onDismiss,
}: AdviceProposalProps): ReactNode {
  const { member, removed, kept, observedDays } = proposal
  return (
    <article
      aria-label={`Advice for ${member.name}`}
      className="flex flex-col gap-3 rounded-l border border-line bg-paper p-4"
    >
      <header className="flex flex-wrap items-baseline gap-x-2">
        <h3 className="min-w-0 truncate text-13 font-strong">{member.name}</h3>
        <p className="text-12 text-ink-2 tabular-nums">
          {roleLabel(proposal)}, {observedDays} days looked at
        </p>
      </header>
      <ul aria-label="Would go" className="flex flex-col gap-1">
        {removed.map(({ permission, lastUsedDaysAgo }) => (
          <li key={permission} className="flex flex-wrap items-center gap-x-2 text-13">
            <Minus aria-hidden size={14} className="shrink-0 text-late" />
            <span className="line-through decoration-ink-3">{permissionLabel(permission)}</span>
            <span className="text-12 text-ink-3 tabular-nums">
              {lastUsedDaysAgo === null ? 'never used' : `last used ${lastUsedDaysAgo} days ago`}
            </span>
          </li>
        ))}
      </ul>
      <details className="text-12 text-ink-2">
        <summary className="cursor-pointer rounded-s">
          {kept.length === 1 ? '1 permission stays' : `${kept.length} permissions stay`}
        </summary>
        <p className="mt-1 text-pretty">{kept.map(permissionLabel).join('; ')}</p>
      </details>
      <div className="flex flex-wrap gap-2">
        <Button
          size="s"
          variant="primary"
          isBusy={isBusy}
          disabled={isDisabled}
          aria-label={`Give ${member.name} the narrower role`}
          onClick={onApply}
        >
          Apply
        </Button>
        <Button
          size="s"
          disabled={isDisabled}
          aria-label={`Leave ${member.name} as they are`}
          onClick={onDismiss}
        >
          Dismiss
        </Button>
      </div>
    </article>
  )
}
