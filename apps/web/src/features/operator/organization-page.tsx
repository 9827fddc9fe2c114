import { Badge, Button, formatNumber, Notice, SkeletonRows, toast } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { toastError } from '../../api/toast-error.ts'
import { api, trpc } from '../../api/trpc.ts'
import { NotConfirmed, withConfirmation } from '../../session/confirm-identity.ts'
import { startSession, useSession } from '../../session/session.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { NewAdminLink } from './new-admin-link.tsx'
import { OperatorFrame } from './operator-frame.tsx'
import { dayWords, lastActiveWords, type Managed, stateWords } from './organization-words.ts'
import { RemoveOrganization } from './remove-organization.tsx'
import { RenameOrganization } from './rename-organization.tsx'

const route = getRouteApi('/signed-in/shell/operator/$organizationId')
const refresh = (): Promise<void> => queryClient.invalidateQueries(trpc.operator.pathFilter())

/** One organization: its figures, and what an operator can do about it. */
export function OrganizationPage(): ReactNode {
  const { organizationId } = route.useParams()
  const organization = useQuery(trpc.operator.get.queryOptions({ id: organizationId }))
  return (
    <OperatorFrame>
      <Link
        to="/operator"
        className="mb-3 inline-flex h-(--control) items-center gap-1.5 text-13 text-ink-2 hover:text-ink"
      >
        <ArrowLeft aria-hidden size={16} /> Organizations
      </Link>
      {organization.isPending ? (
        <SkeletonRows label="Loading the organization" rows={5} />
      ) : organization.isLoadingError ? (
        <QueryError error={organization.error} onRetry={() => void organization.refetch()} />
      ) : (
        <Detail organization={organization.data} />
      )}
    </OperatorFrame>
  )
}

function Detail({ organization }: { readonly organization: Managed }): ReactNode {
  const { id, name, state, removeAt, hasAdmin } = organization
  const isOwn = useSession()?.organization.id === id
  const [isRemoving, setIsRemoving] = useState(false)
  const words = stateWords(organization)
  // There is nothing to do about it but to keep it.
  const isGoing = state === 'removing'
  const setDisabled = useMutation({
    mutationFn: (disabled: boolean) =>
      withConfirmation(() => api.operator.setDisabled.mutate({ id, disabled })),
    meta: { isErrorShown: true },
    onSuccess: ({ state: now }) => {
      toast({ text: now === 'disabled' ? `Nobody comes into ${name} now` : `${name} is open again` })
    },
    onError: (error) => {
      if (!(error instanceof NotConfirmed)) toastError(error)
    },
    onSettled: refresh,
  })
  const keep = useMutation({
    mutationFn: () => api.operator.keep.mutate({ id }),
    onSuccess: () => {
      toast({ text: `${name} stays, and is disabled until you enable it` })
    },
    onSettled: refresh,
  })
  return (
    <>
      <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-18 font-strong break-words">
        {name}
        {words === null ? null : <Badge {...words}>{words.text}</Badge>}
      </h1>
      {removeAt === null ? null : (
        <Notice
          meaning="late"
          className="mt-3"
          title={`Removed with all that it has on ${dayWords(removeAt)}`}
          actions={
            <Button isBusy={keep.isPending} onClick={() => keep.mutate()}>
              Keep it
            </Button>
          }
        >
          Until then it can be kept; afterwards only a backup brings it back.
        </Notice>
      )}
      <Figures organization={organization} />
      <Visit organization={organization} />
      {hasAdmin || isGoing ? null : <NewAdminLink key={id} id={id} />}
      <RenameOrganization key={organization.version} organization={organization} />
      {isGoing ? null : (
        <section className="mt-8 max-w-140" aria-labelledby="access">
          <h2 id="access" className="text-15 font-strong">
            Access
          </h2>
          <p className="mt-0.5 mb-3 text-13 text-pretty text-ink-2">
            Disabled, it lets nobody in, people or keys, and open sessions end. Nothing in it changes.
          </p>
          {isOwn ? (
            <p className="text-13 text-ink-3">
              You are signed in to it. Switch to another organization to disable or remove it.
            </p>
          ) : (
            <div className="flex flex-wrap gap-2">
              <Button isBusy={setDisabled.isPending} onClick={() => setDisabled.mutate(state === 'active')}>
                {state === 'active' ? 'Disable' : 'Enable'}
              </Button>
              <Button variant="danger" onClick={() => setIsRemoving(true)}>
                Remove …
              </Button>
            </div>
          )}
        </section>
      )}
      <RemoveOrganization
        organization={organization}
        isOpen={isRemoving}
        onClose={() => setIsRemoving(false)}
      />
    </>
  )
}

function Figures({ organization }: { readonly organization: Managed }): ReactNode {
  const figures = [
    ['Members', formatNumber(organization.members)],
    ['Orders', formatNumber(organization.orders)],
    ['Made on', dayWords(organization.createdAt)],
    ['Last active', lastActiveWords(organization)],
  ] as const
  return (
    <dl className="mt-4 grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt className="text-12 text-ink-3">{label}</dt>
          <dd className="text-15 font-strong tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Looking in, while an administrator of the organization allows it. */
function Visit({ organization: { id, visitEndsAt } }: { readonly organization: Managed }): ReactNode {
  const navigate = useNavigate()
  const change = useMutation(
    trpc.session.switchOrganization.mutationOptions({
      onSuccess: (begun) => {
        startSession(begun)
        void navigate({ to: '/' })
      },
    }),
  )
  if (visitEndsAt === null) {
    return (
      <p className="mt-4 max-w-140 text-13 text-pretty text-ink-3">
        You see nothing that is in it. An administrator of it can let you look in for some hours, under
        Settings, Organization.
      </p>
    )
  }
  return (
    <Notice
      meaning="info"
      className="mt-4"
      title={`You may look in until ${new Date(visitEndsAt).toLocaleString()}`}
      actions={
        <Button isBusy={change.isPending} onClick={() => change.mutate({ id })}>
          Look in
        </Button>
      }
    >
      It stands in their audit log when you do.
    </Notice>
  )
}
