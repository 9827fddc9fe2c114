import type { Plan, Route } from '@cartage/domain'
import { Button, EmptyState, formatDate, SkeletonRows } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ArrowLeft, FileX2, LogOut, Printer } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { useSession } from '../../session/session.ts'
import { useSignOut } from '../../session/use-sign-out.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { useSignedOutRedirect } from '../../shell/use-signed-out-redirect.ts'
import { ManifestRoute } from './manifest-route.tsx'
import { useManifestOrders } from './use-manifest-orders.ts'

/** The driver manifests of a plan, one route a sheet of A4; `?route=` prints one alone. */
export function ManifestPage(): ReactNode {
  const { planId } = useParams({ from: '/signed-in/plans/$planId/manifest' })
  useSignedOutRedirect()
  // No stream of changes tells this page that the session has ended: whoever comes back to it is asked for again.
  const plan = useQuery(
    trpc.plans.get.queryOptions({ id: planId }, { refetchOnMount: 'always', refetchOnWindowFocus: 'always' }),
  )
  if (plan.isLoadingError) return <QueryError error={plan.error} onRetry={() => void plan.refetch()} />
  if (plan.isPending) return <SkeletonRows label="Loading the manifest" rows={14} />
  return <Manifest plan={plan.data} />
}

function Manifest({ plan }: { readonly plan: Plan }): ReactNode {
  const { route: only } = useSearch({ from: '/signed-in/plans/$planId/manifest' })
  const navigate = useNavigate()
  const session = useSession()
  const { signOut, isBusy } = useSignOut(() => void navigate({ to: '/sign-in' }))
  const depot = useQuery(trpc.depots.list.queryOptions()).data?.items.find(({ id }) => id === plan.depotId)
  const orders = useManifestOrders(plan.depotId, plan.date)
  const routes = plan.routes.filter((route: Route) => only === undefined || route.id === only)
  const title = `Manifest ${plan.date}`
  useEffect(() => {
    // The browser offers the title as the name of the file that is printed to.
    const before = document.title
    document.title = title
    return () => {
      document.title = before
    }
  }, [title])
  const back = (): void => {
    void navigate({
      to: '/day/$depotId/$date',
      params: { depotId: plan.depotId, date: plan.date },
      search: { tab: 'plan' },
    })
  }
  return (
    <div className="h-dvh overflow-y-auto bg-page print:h-auto print:overflow-visible print:bg-transparent">
      <header className="sticky top-0 z-10 flex flex-wrap items-center gap-2 border-b border-line bg-paper px-3 py-2 print:hidden">
        <Button variant="quiet" icon={ArrowLeft} onClick={back}>
          To {formatDate(plan.date)}
        </Button>
        <span className="min-w-0 flex-1 truncate text-13 text-ink-2">
          {routes.length === 1 ? '1 route' : `${routes.length} routes`}, one a sheet
          {plan.state === 'published' ? '' : '. This plan is not published yet.'}
        </span>
        <Button variant="quiet" icon={LogOut} isBusy={isBusy} onClick={signOut}>
          Sign out
        </Button>
        <Button
          variant="primary"
          icon={Printer}
          disabled={routes.length === 0 || orders.isPending}
          onClick={() => {
            window.print()
          }}
        >
          Print
        </Button>
      </header>
      {routes.length === 0 ? (
        <EmptyState
          icon={FileX2}
          title="Nothing to print"
          actions={<Button onClick={back}>Back to the plan</Button>}
        >
          {only === undefined ? 'This plan has no routes.' : 'This route is not part of the plan.'}
        </EmptyState>
      ) : depot === undefined ? (
        <SkeletonRows label="Loading the manifest" rows={14} />
      ) : (
        <div className="flex flex-col items-center gap-6 px-3 py-6 print:block print:p-0">
          {routes.map((route) => (
            <ManifestRoute
              key={route.id}
              route={route}
              plan={plan}
              depot={depot}
              orders={orders.byId}
              organization={session?.organization.name ?? ''}
            />
          ))}
        </div>
      )}
    </div>
  )
}
