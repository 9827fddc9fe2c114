import { Badge, Button, Dialog, Field, Input, Select, SkeletonRows, toast } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc, type Outputs } from '../../api/trpc.ts'
import { NotConfirmed, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import { QueryError } from '../../shell/query-error.tsx'

type Operator = Outputs['operatorAccess']['list']['items'][number]

const spans = [
  { value: '1', label: '1 hour' },
  { value: '4', label: '4 hours' },
  { value: '24', label: 'A day' },
  { value: '72', label: '3 days' },
  { value: '168', label: 'A week' },
] as const

const refresh = (): Promise<void> => queryClient.invalidateQueries(trpc.operatorAccess.pathFilter())

/** Lets an operator of the installation look into the organization for a while. */
export function OperatorAccess(): ReactNode {
  const operators = useQuery(trpc.operatorAccess.list.queryOptions())
  const [asked, setAsked] = useState<Operator | null>(null)
  const withdraw = useMutation(
    trpc.operatorAccess.withdraw.mutationOptions({
      onSuccess: () => {
        toast({ text: 'Access withdrawn' })
      },
      onSettled: refresh,
    }),
  )
  return (
    <section className="mt-10 max-w-140" aria-labelledby="operators">
      <h2 id="operators" className="text-15 font-strong">
        Operators
      </h2>
      <p className="mt-0.5 mb-3 text-13 text-pretty text-ink-2">
        Whoever runs this installation sees nothing in your organization. To have something looked into, let
        an operator in for a while: they see what a viewer sees and change nothing. It ends by itself and
        stands in the audit log.
      </p>
      {operators.isPending ? (
        <SkeletonRows label="Loading the operators" rows={2} />
      ) : operators.isLoadingError ? (
        <QueryError error={operators.error} onRetry={() => void operators.refetch()} />
      ) : operators.data.items.length === 0 ? (
        <p className="text-13 text-ink-3">This installation has no operator.</p>
      ) : (
        <ul className="divide-y divide-line rounded-l border border-line bg-paper">
          {operators.data.items.map((operator) => (
            <li key={operator.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2">
              <div className="min-w-40 flex-1">
                <p className="text-13 font-strong break-words">
                  {operator.name} {operator.isMember ? <Badge>Member</Badge> : null}
                </p>
                {operator.visit === null ? null : (
                  <p className="text-12 break-words text-ink-2">
                    Until {new Date(operator.visit.endsAt).toLocaleString()}: {operator.visit.reason}
                  </p>
                )}
              </div>
              {operator.isMember ? null : operator.visit === null ? (
                <Button onClick={() => setAsked(operator)} aria-label={`Let ${operator.name} in`}>
                  Let in …
                </Button>
              ) : (
                <Button
                  variant="danger"
                  aria-label={`Withdraw the access of ${operator.name}`}
                  isBusy={withdraw.isPending}
                  onClick={() => withdraw.mutate({ operatorId: operator.id })}
                >
                  Withdraw
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {asked === null ? null : <LetIn operator={asked} onClose={() => setAsked(null)} />}
    </section>
  )
}

function LetIn({
  operator: { id, name },
  onClose,
}: {
  readonly operator: Operator
  readonly onClose: () => void
}): ReactNode {
  const [reason, setReason] = useState('')
  const [hours, setHours] = useState<(typeof spans)[number]['value']>('4')
  const grant = useMutation({
    mutationFn: () =>
      withConfirmation(() =>
        api.operatorAccess.grant.mutate({ operatorId: id, reason: reason.trim(), hours: Number(hours) }),
      ),
    meta: { isErrorShown: true },
    onSuccess: () => {
      toast({ text: `${name} may look in now` })
      onClose()
    },
    onSettled: refresh,
  })
  const error = grant.isError && !(grant.error instanceof NotConfirmed) ? toHumanError(grant.error) : null
  const atReason = error?.field === 'reason' ? error.message.replace(/^reason: /, '') : null
  return (
    <Dialog
      title={`Let ${name} in`}
      description="They see what a viewer sees, personal data of orders included."
      isOpen
      onClose={onClose}
      size="s"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          grant.mutate()
        }}
      >
        <Field label="What for" error={atReason}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={200}
              autoComplete="off"
              value={reason}
              onChange={(event) => {
                setReason(event.target.value)
              }}
            />
          )}
        </Field>
        <Field label="How long" hint="You can withdraw it at any time.">
          {(control) => <Select {...control} value={hours} options={spans} onChange={setHours} />}
        </Field>
        {error === null || atReason !== null ? null : <FormError error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={grant.isPending}>
            Let in
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
