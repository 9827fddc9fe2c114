import { roles, type Role } from '@cartage/domain'
import { Badge, Button, formatAge, Select, SkeletonRows, Table, Td, Th, toast, Tr } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc } from '../../api/trpc.ts'
import { useSession } from '../../session/session.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { InviteMember } from './invite-member.tsx'
import { roleWords } from './role-words.ts'
import { SectionHead } from './section-head.tsx'

const refresh = (): Promise<void> => queryClient.invalidateQueries(trpc.members.pathFilter())

/** Who may sign in, and as what. */
export function MembersSection(): ReactNode {
  const ownId = useSession()?.user.id
  const members = useQuery(trpc.members.list.queryOptions())
  const [isInviting, setIsInviting] = useState(false)
  const setRole = useMutation({
    mutationFn: ({ id, role }: { readonly id: string; readonly role: Role; readonly before: Role }) =>
      api.members.setRole.mutate({ id, role }),
    onSuccess: (member, { id, before }) => {
      toast({
        text: `${member.name} is now ${roleWords[member.role].label.toLowerCase()}`,
        undo: async () => {
          await api.members.setRole.mutate({ id, role: before })
          await refresh()
        },
      })
    },
    onSettled: () => void refresh(),
  })
  const setDisabled = useMutation({
    mutationFn: (input: { readonly id: string; readonly disabled: boolean }) =>
      api.members.setDisabled.mutate(input),
    onSuccess: (member, { id, disabled }) => {
      toast({
        text: disabled ? `${member.name} is locked out` : `${member.name} may sign in again`,
        undo: async () => {
          await api.members.setDisabled.mutate({ id, disabled: !disabled })
          await refresh()
        },
      })
    },
    onSettled: () => void refresh(),
  })
  return (
    <>
      <SectionHead
        title="Members"
        action={
          <Button variant="primary" icon={UserPlus} onClick={() => setIsInviting(true)}>
            Invite
          </Button>
        }
      >
        Who may sign in to this organization, and what they may do.
      </SectionHead>
      {members.isPending ? (
        <SkeletonRows label="Loading the members" />
      ) : members.isLoadingError ? (
        <QueryError error={members.error} onRetry={() => void members.refetch()} />
      ) : (
        <div className="overflow-hidden rounded-l border border-line bg-paper">
          <Table label="Members">
            <thead>
              <tr>
                <Th>Name</Th>
                <Th className="max-sm:hidden">E-mail</Th>
                <Th>Role</Th>
                <Th className="max-sm:hidden">Last seen</Th>
                <Th>
                  <span className="sr-only">Actions</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {members.data.items.map((member) => (
                <Tr key={member.id} className="h-10">
                  <Td className="max-w-44 truncate font-strong">
                    {member.name}{' '}
                    {member.isDisabled ? (
                      <Badge meaning="late">Locked</Badge>
                    ) : member.id === ownId ? (
                      <Badge>You</Badge>
                    ) : null}
                  </Td>
                  <Td className="max-w-56 truncate text-ink-2 max-sm:hidden">{member.email}</Td>
                  <Td>
                    <Select
                      size="s"
                      aria-label={`Role of ${member.name}`}
                      disabled={member.id === ownId || setRole.isPending}
                      value={member.role}
                      options={roles.map((role) => ({ value: role, label: roleWords[role].label }))}
                      onChange={(role) => setRole.mutate({ id: member.id, role, before: member.role })}
                    />
                  </Td>
                  <Td className="text-ink-2 tabular-nums max-sm:hidden">
                    {member.lastSeenAt === null
                      ? 'never'
                      : formatAge(member.lastSeenAt) === 'now'
                        ? 'now'
                        : `${formatAge(member.lastSeenAt)} ago`}
                  </Td>
                  <Td className="w-px whitespace-nowrap">
                    {member.id === ownId ? null : (
                      <Button
                        size="s"
                        variant="quiet"
                        onClick={() => setDisabled.mutate({ id: member.id, disabled: !member.isDisabled })}
                      >
                        {member.isDisabled ? 'Let in' : 'Lock out'}
                      </Button>
                    )}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
      <InviteMember isOpen={isInviting} onClose={() => setIsInviting(false)} />
    </>
  )
}
