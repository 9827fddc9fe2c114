import { Button, Dialog, SkeletonRows } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc } from '../../api/trpc.ts'
import { withConfirmation } from '../../session/confirm-identity.ts'
import { QueryError } from '../../shell/query-error.tsx'
import type { Member } from './member-roles.ts'
import { SessionList } from './session-list.tsx'

export interface MemberDialogProps {
  readonly member: Member
  readonly onClose: () => void
}

/** Where a member is signed in to this organization. */
export function MemberSessions({ member, onClose }: MemberDialogProps): ReactNode {
  const sessions = useQuery(trpc.members.sessions.queryOptions({ id: member.id }))
  const end = useMutation({
    mutationFn: (sessionId: string) =>
      withConfirmation(() => api.members.endSession.mutate({ id: member.id, sessionId })),
    onSettled: () => void queryClient.invalidateQueries(trpc.members.pathFilter()),
  })
  return (
    <Dialog
      title={`Sessions of ${member.name}`}
      description="Here they are signed in to this organization."
      isOpen
      onClose={onClose}
      footer={<Button onClick={onClose}>Done</Button>}
    >
      {sessions.isPending ? (
        <SkeletonRows rows={2} label="Loading the sessions" />
      ) : sessions.isLoadingError ? (
        <QueryError error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : sessions.data.items.length === 0 ? (
        <p className="text-13 text-ink-2">They are not signed in anywhere.</p>
      ) : (
        <SessionList
          label={`Sessions of ${member.name}`}
          sessions={sessions.data.items}
          isBusy={end.isPending}
          onEnd={(sessionId) => end.mutate(sessionId)}
        />
      )}
    </Dialog>
  )
}
