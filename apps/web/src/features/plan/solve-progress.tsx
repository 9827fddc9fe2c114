import type { PlanSummary, SolveProgress as Progressed } from '@cartage/domain'
import { Button, formatMoney, formatNumber, Progress } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { Square } from 'lucide-react'
import type { ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { useDay } from '../day/day-context.ts'
import { CostChart } from './cost-chart.tsx'

const phases: Readonly<Record<Progressed['phase'], string>> = {
  queued: 'Waiting for a free worker',
  matrix: 'Measuring the ways between all stops',
  solving: 'Searching for better routes',
  saving: 'Writing the plan',
}

/** What the solver is doing, how far it is, how long still, and the way to stop it with the best plan so far. */
export function SolveProgress({ plan }: { readonly plan: PlanSummary }): ReactNode {
  const { currency, canEdit } = useDay()
  const cancel = useMutation(trpc.plans.cancel.mutationOptions())
  const progress = plan.progress ?? waiting
  const left = Math.max(0, progress.limitS - progress.elapsedS)
  const isSolving = progress.phase === 'solving'
  return (
    <section aria-label="Planning" className="flex flex-col gap-3 border-b border-line px-3 py-3">
      <Progress
        label={phases[progress.phase]}
        done={progress.elapsedS}
        total={isSolving ? progress.limitS : 0}
        detail=""
        {...(isSolving ? { remainingS: left } : {})}
      />
      {progress.trace.length > 0 ? (
        <CostChart trace={progress.trace} limitS={progress.limitS} currency={currency} />
      ) : null}
      <dl className="grid grid-cols-4 gap-2">
        <Figure term="Best cost">
          {progress.cost === null ? '–' : formatMoney(progress.cost, currency)}
        </Figure>
        <Figure term="Routes">{formatNumber(progress.routes)}</Figure>
        <Figure term="Unserved">{formatNumber(progress.unassigned)}</Figure>
        <Figure term="Tries">{formatNumber(progress.iterations)}</Figure>
      </dl>
      {canEdit ? (
        <div className="flex items-center gap-3">
          <Button
            icon={Square}
            isBusy={cancel.isPending}
            disabled={progress.phase === 'saving'}
            onClick={() => cancel.mutate({ id: plan.id })}
          >
            Cancel
          </Button>
          <p className="text-12 text-ink-3">
            {progress.cost === null ? 'Nothing is planned yet.' : 'Keeps the best plan found so far.'}
          </p>
        </div>
      ) : null}
    </section>
  )
}

const waiting: Progressed = {
  phase: 'queued',
  elapsedS: 0,
  limitS: 0,
  iterations: 0,
  cost: null,
  routes: 0,
  unassigned: 0,
  trace: [],
}

function Figure({ term, children }: { readonly term: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="min-w-0">
      <dt className="truncate text-12 text-ink-3">{term}</dt>
      <dd className="truncate font-strong tabular-nums">{children}</dd>
    </div>
  )
}
