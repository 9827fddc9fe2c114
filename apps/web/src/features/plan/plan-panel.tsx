import { Badge, Button, formatAge, Notice, Select, SkeletonRows } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import { Play, Send } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { trpc } from '../../api/trpc.ts'
import { useCommands } from '../../shell/commands.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { useDay } from '../day/day-context.ts'
import { useDaySearch } from '../day/use-day-search.ts'
import { NoPlan } from './no-plan.tsx'
import { PlanMenu } from './plan-menu.tsx'
import { PlanTotals } from './plan-totals.tsx'
import { RouteList } from './route-list.tsx'
import { SolveProgress } from './solve-progress.tsx'
import { UnassignedList } from './unassigned-list.tsx'
import { usePlanActions, type PlanActions } from './use-plan-actions.ts'

const limits = [
  { value: '5', label: '5 s' },
  { value: '15', label: '15 s' },
  { value: '60', label: '1 min' },
  { value: '300', label: '5 min' },
] as const
type Limit = (typeof limits)[number]['value']

/** Planning the day: start and watch the search, read what came out, publish and hand it on. */
export function PlanPanel(): ReactNode {
  const { plan, latest, canEdit, isPast, currency, planQuery } = useDay()
  const [limit, setLimit] = useState<Limit>('15')
  const actions = usePlanActions(true)
  const isSolving = latest?.state === 'solving'
  const canStart = canEdit && !isPast && !isSolving
  const start = (): void => actions.start(Number(limit))
  useCommands(
    canStart
      ? [{ id: 'plan.start', group: 'Plan', label: 'Plan the day', keys: 'p', icon: Play, run: start }]
      : [],
  )
  if (planQuery.error !== null && plan === null) {
    return <QueryError error={planQuery.error} onRetry={planQuery.refetch} />
  }
  const button = (label: string, variant: 'primary' | 'secondary'): ReactNode => (
    <div className="flex items-center gap-1">
      <Select
        aria-label="How long to search"
        className="w-22"
        value={limit}
        options={limits}
        onChange={setLimit}
      />
      <Button variant={variant} icon={Play} isBusy={actions.isStarting} onClick={start}>
        {label}
      </Button>
    </div>
  )
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <Notices actions={actions} onStart={start} canStart={canStart} />
      {isSolving ? <SolveProgress plan={latest} /> : null}
      {plan === null ? (
        planQuery.isPending ? (
          <SkeletonRows rows={6} label="Loading the plan" />
        ) : isSolving ? null : (
          <NoPlan action={canStart ? button('Plan', 'primary') : null} />
        )
      ) : (
        <>
          <header className="flex flex-wrap items-center gap-x-2 gap-y-2 border-b border-line px-3 py-2">
            <VersionSelect />
            {plan.state === 'published' ? (
              <Badge meaning="done">Published</Badge>
            ) : (
              <Badge>Not published</Badge>
            )}
            <span className="min-w-0 flex-1 truncate text-12 text-ink-3">{ageWords(plan.createdAt)}</span>
            <PlanMenu plan={plan} actions={actions} />
            {canEdit ? (
              <div className="flex w-full flex-wrap items-center justify-between gap-2">
                {canStart ? button('Plan again', plan.isStale ? 'primary' : 'secondary') : null}
                {plan.state === 'ready' && !isSolving ? (
                  <Button
                    variant={plan.isStale ? 'secondary' : 'primary'}
                    icon={Send}
                    isBusy={actions.isPublishing}
                    onClick={() => actions.publish(plan.id)}
                  >
                    Publish
                  </Button>
                ) : null}
              </div>
            ) : null}
          </header>
          <PlanTotals totals={plan.totals} currency={currency} />
          <UnassignedList items={plan.unassigned} />
          <RouteList routes={plan.routes} />
        </>
      )}
    </div>
  )
}

const ageWords = (instant: string): string => {
  const age = formatAge(instant)
  return age === 'now' ? 'just made' : `made ${age} ago`
}

/** What must be known before the figures: failures, staleness, a day that is over. */
function Notices({
  actions,
  canStart,
  onStart,
}: {
  readonly actions: PlanActions
  readonly canStart: boolean
  readonly onStart: () => void
}): ReactNode {
  const { plan, latest, isPast } = useDay()
  const refusal = actions.startError === null ? null : toHumanError(actions.startError)
  const failure = latest?.failure ?? null
  const isOld = plan?.isStale === true && latest?.state !== 'solving' && !isPast
  if (refusal === null && failure === null && !isOld && !isPast) return null
  return (
    <div className="flex flex-col gap-2 p-3">
      {refusal === null ? null : (
        <Notice meaning="late" title={refusal.message}>
          {refusal.advice}
        </Notice>
      )}
      {failure === null || latest?.state === 'solving' ? null : (
        <Notice
          meaning="late"
          title="The last search gave no plan."
          actions={
            canStart ? (
              <Button size="s" onClick={onStart}>
                Try again
              </Button>
            ) : null
          }
        >
          {failure}
        </Notice>
      )}
      {isOld ? (
        <Notice meaning="risk" title="Orders, shifts or roads changed since this plan.">
          It shows the day as it was. Plan again to take the changes in.
        </Notice>
      ) : null}
      {isPast ? <Notice meaning="info" title="This day is over: it can be read, not planned." /> : null}
    </div>
  )
}

/** Which version is on the screen; the latest unless another is chosen. */
function VersionSelect(): ReactNode {
  const { depot, date, plan } = useDay()
  const [, setSearch] = useDaySearch()
  const versions = useQuery(trpc.plans.versions.queryOptions({ depotId: depot.id, date }))
  if (plan === null) return null
  const options = (versions.data?.items ?? [plan])
    .filter(({ id, state }) => id === plan.id || state === 'ready' || state === 'published')
    .map(({ id, version }) => ({ value: String(id), label: `Version ${version}` }))
  if (options.length < 2) return <h2 className="text-13 font-strong">Version {plan.version}</h2>
  return (
    <Select
      aria-label="Version"
      size="s"
      className="w-28 touch:w-34"
      value={String(plan.id)}
      options={options}
      onChange={(id) => setSearch({ plan: id === options[0]?.value ? undefined : id, route: undefined })}
    />
  )
}
