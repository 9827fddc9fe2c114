import { Button, SkeletonRows, toast } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc } from '../../api/trpc.ts'
import { withConfirmation } from '../../session/confirm-identity.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { SessionList } from './session-list.tsx'

const refresh = (): Promise<void> => queryClient.invalidateQueries(trpc.sessions.pathFilter())

/** Where the person is signed in, with a way to end it: at desks, and as a driver. */
export function OwnSessions(): ReactNode {
  const sessions = useQuery(trpc.sessions.list.queryOptions())
  const end = useMutation({
    mutationFn: (id: string) => withConfirmation(() => api.sessions.end.mutate({ id })),
    onSuccess: () => {
      toast({ text: 'Session ended' })
    },
    onSettled: () => void refresh(),
  })
  const endOthers = useMutation({
    mutationFn: () => withConfirmation(() => api.sessions.endOthers.mutate()),
    onSuccess: ({ ended }) => {
      toast({ text: ended === 1 ? '1 session ended' : `${ended} sessions ended` })
    },
    onSettled: () => void refresh(),
  })
  const items = sessions.data?.items ?? []
  const groups = [
    { title: 'Console', sessions: items.filter(({ kind }) => kind === 'console') },
    { title: 'Driver’s devices', sessions: items.filter(({ kind }) => kind === 'driver') },
  ].filter((group) => group.sessions.length > 0)
  return (
    <section>
      <header className="mb-3 flex flex-wrap items-center gap-3">
        <h2 className="flex-1 text-15 font-strong">Where you are signed in</h2>
        {items.length > 1 ? (
          <Button size="s" isBusy={endOthers.isPending} onClick={() => endOthers.mutate()}>
            End all others
          </Button>
        ) : null}
      </header>
      {sessions.isPending ? (
        <SkeletonRows rows={2} label="Loading your sessions" />
      ) : sessions.isLoadingError ? (
        <QueryError error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : (
        <div className="flex flex-col gap-4">
          {groups.map((group) => (
            <div key={group.title}>
              {groups.length > 1 ? (
                <h3 className="mb-1 text-12 font-strong text-ink-2">{group.title}</h3>
              ) : null}
              <SessionList
                label={group.title}
                sessions={group.sessions}
                isBusy={end.isPending}
                onEnd={(id) => end.mutate(id)}
              />
            </div>
          ))}
        </div>
      )}
    </section>
  )
}
