import { Badge, Button, formatDate, SkeletonRows, toast } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { toastError } from '../../api/toast-error.ts'
import { api, trpc } from '../../api/trpc.ts'
import { NotConfirmed, withConfirmation } from '../../session/confirm-identity.ts'
import { type Session, takeSession } from '../../session/session.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { TotpSetup } from './totp-setup.tsx'

/** A closed dialog needs no words. */
const tell = (error: unknown): void => {
  if (!(error instanceof NotConfirmed)) toastError(error)
}

const refresh = (): Promise<void> => queryClient.invalidateQueries(trpc.factors.pathFilter())

/** The person's second factor: set up, new recovery codes, remove. */
export function SecuritySection(): ReactNode {
  const factors = useQuery(trpc.factors.list.queryOptions())
  const [isSettingUp, setIsSettingUp] = useState(false)
  const remove = useMutation({
    meta: { isErrorShown: true },
    mutationFn: () => withConfirmation(() => api.factors.removeTotp.mutate()),
    onError: tell,
    onSuccess: async () => {
      toast({ text: 'Authenticator app removed', detail: 'Your other sessions have ended.' })
      await Promise.all([refresh(), queryClient.invalidateQueries(trpc.session.current.pathFilter())])
    },
  })
  const renew = useMutation({
    meta: { isErrorShown: true },
    mutationFn: () => withConfirmation(() => api.factors.renewRecoveryCodes.mutate()),
    onError: tell,
    onSuccess: refresh,
  })
  const finish = (session: Session): void => {
    setIsSettingUp(false)
    takeSession(session)
    toast({ meaning: 'done', text: 'Second factor set up', detail: 'Your other sessions have ended.' })
    void refresh()
  }
  const close = (): void => {
    setIsSettingUp(false)
  }
  return (
    <section aria-labelledby="security">
      <h2 id="security" className="text-15 font-strong">
        Second factor
      </h2>
      <p className="mt-0.5 mb-3 text-13 text-pretty text-ink-2">
        A code of an app on your device, asked for after your password: in a new browser, when a sign-in is
        unlike your others, and every 30 days. Who has your password alone does not get in.
      </p>
      {factors.isPending ? (
        <SkeletonRows label="Loading your second factor" rows={2} />
      ) : factors.isLoadingError ? (
        <QueryError error={factors.error} onRetry={() => void factors.refetch()} />
      ) : renew.isSuccess ? (
        <RecoveryCodes codes={renew.data.recoveryCodes} onDone={renew.reset} />
      ) : isSettingUp ? (
        <TotpSetup onDone={finish} onCancel={close} />
      ) : factors.data.totp === null && factors.data.passkeys.length === 0 ? (
        <Button
          variant="primary"
          onClick={() => {
            setIsSettingUp(true)
          }}
        >
          Set up an authenticator app
        </Button>
      ) : (
        <dl className="flex flex-col divide-y divide-line rounded-l border border-line bg-paper text-13">
          {factors.data.totp === null ? (
            <Row
              name="Authenticator app"
              value="None"
              action={
                <Button size="s" onClick={() => setIsSettingUp(true)}>
                  Set up
                </Button>
              }
            />
          ) : (
            <Row
              name="Authenticator app"
              value={
                <>
                  <Badge meaning="done">On</Badge> since {formatDate(factors.data.totp.since.slice(0, 10))}
                </>
              }
              action={
                <Button
                  size="s"
                  variant="danger"
                  aria-label="Remove the authenticator app"
                  isBusy={remove.isPending}
                  onClick={() => remove.mutate()}
                >
                  Remove
                </Button>
              }
            />
          )}
          <Row
            name="Recovery codes"
            value={
              factors.data.recoveryCodesLeft < 3 ? (
                <Badge meaning="risk">{factors.data.recoveryCodesLeft} left</Badge>
              ) : (
                `${factors.data.recoveryCodesLeft} left`
              )
            }
            action={
              <Button size="s" isBusy={renew.isPending} onClick={() => renew.mutate()}>
                Make new ones
              </Button>
            }
          />
        </dl>
      )}
    </section>
  )
}

interface RowProps {
  readonly name: string
  readonly value: ReactNode
  readonly action: ReactNode
}

function Row({ name, value, action }: RowProps): ReactNode {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
      <dt className="w-40 font-strong">{name}</dt>
      <dd className="min-w-0 flex-1 text-ink-2 tabular-nums">{value}</dd>
      <dd>{action}</dd>
    </div>
  )
}
