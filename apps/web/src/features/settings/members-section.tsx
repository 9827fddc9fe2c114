import { isBuiltInRole, type MemberRole, roles } from '@cartage/domain'
import { Badge, Button, formatAge, Select, SkeletonRows, Table, Td, Th, toast, Tr } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc, type Outputs } from '../../api/trpc.ts'
import { useSession } from '../../session/session.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { InviteMember } from './invite-member.tsx'
import { roleLabel, roleWords } from './role-words.ts'
import { SectionHead } from './section-head.tsx'

type Member = Outputs['members']['list']['items'][number]

const asInput = (depotIds: Member['depotIds']): string[] | null => (depotIds === null ? null : [...depotIds])

/** Those of the product, and the member's own where it is none of them. */
function rolesFor({ role, roleName }: Member) {
  const usual = roles.map((name) => ({ value: name as MemberRole, label: roleWords[name].label }))
  return isBuiltInRole(role) ? usual : [...usual, { value: role, label: roleName }]
}

const refresh = (): Promise<void> => queryClient.invalidateQueries(trpc.members.pathFilter())

/** Who may sign in, and as what. */
export function MembersSection(): ReactNode {
  const ownId = useSession()?.user.id
  const members = useQuery(trpc.members.list.queryOptions())
  const [isInviting, setIsInviting] = useState(false)
  const setRole = useMutation({
    mutationFn: ({ member, role }: { readonly member: Member; readonly role: MemberRole }) =>
      api.members.setRole.mutate({ id: member.id, role, depotIds: asInput(member.depotIds) }),
    onSuccess: (member, { member: before }) => {
      toast({
        text: `${member.name} is now ${roleLabel(member).toLowerCase()}`,
        undo: async () => {
          await api.members.setRole.mutate({
            id: before.id,
            role: before.role,
            depotIds: asInput(before.depotIds),
          })
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
                    ) : null}{' '}
                    {member.hasSecondFactor ? null : <Badge>No second factor</Badge>}
                  </Td>
                  <Td className="max-w-56 truncate text-ink-2 max-sm:hidden">{member.email}</Td>
                  <Td>
                    <Select
                      size="s"
                      aria-label={`Role of ${member.name}`}
                      disabled={member.id === ownId || setRole.isPending}
                      value={member.role}
                      options={rolesFor(member)}
                      onChange={(role) => setRole.mutate({ member, role })}
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
