import type { MemberRole } from '@cartage/domain'
import { Badge, Button, formatAge, Select, SkeletonRows, Table, Td, Th, toast, Tr } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc, type Inputs } from '../../api/trpc.ts'
import { withConfirmation } from '../../session/confirm-identity.ts'
import { useSession } from '../../session/session.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { InviteMember } from './invite-member.tsx'
import { OpenInvites } from './open-invites.tsx'
import { MemberMenu } from './member-menu.tsx'
import { isUnlimited, type Member, roleOptions } from './member-roles.ts'
import { roleLabel } from './role-words.ts'
import { SectionHead } from './section-head.tsx'
import { UnusualSection } from '../unusual/unusual-section.tsx'

const asInput = (depotIds: Member['depotIds']): string[] | null => (depotIds === null ? null : [...depotIds])

const saveRole = (input: Inputs['members']['setRole']) =>
  withConfirmation(() => api.members.setRole.mutate(input))
const saveDisabled = (input: Inputs['members']['setDisabled']) =>
  withConfirmation(() => api.members.setDisabled.mutate(input))

const refresh = (): Promise<void> => queryClient.invalidateQueries(trpc.members.pathFilter())

/** Who may sign in, and as what. */
export function MembersSection(): ReactNode {
  const ownId = useSession()?.user.id
  const members = useQuery(trpc.members.list.queryOptions())
  const own = members.data?.roles ?? []
  const [isInviting, setIsInviting] = useState(false)
  const setRole = useMutation({
    mutationFn: ({ member, role }: { readonly member: Member; readonly role: MemberRole }) =>
      saveRole({
        id: member.id,
        role,
        depotIds: isUnlimited(role, own) ? null : asInput(member.depotIds),
      }),
    onSuccess: (member, { member: before }) => {
      toast({
        text: `${member.name} is now ${roleLabel(member).toLowerCase()}`,
        undo: async () => {
          await saveRole({
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
    mutationFn: saveDisabled,
    onSuccess: (member, { id, disabled }) => {
      toast({
        text: disabled ? `${member.name} is locked out` : `${member.name} may sign in again`,
        undo: async () => {
          await saveDisabled({ id, disabled: !disabled })
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
                  <Td className="max-w-52 font-strong">
                    <div className="flex flex-wrap items-center gap-1 py-1">
                      <span className="truncate">{member.name}</span>
                      {member.isDisabled ? (
                        <Badge meaning="late">Locked</Badge>
                      ) : member.id === ownId ? (
                        <Badge>You</Badge>
                      ) : null}
                      {member.hasSecondFactor ? null : <Badge>No second factor</Badge>}
                    </div>
                  </Td>
                  <Td className="max-w-56 truncate text-ink-2 max-sm:hidden">{member.email}</Td>
                  <Td>
                    <Select
                      size="s"
                      aria-label={`Role of ${member.name}`}
                      disabled={member.id === ownId || setRole.isPending}
                      value={member.role}
                      options={roleOptions(own)}
                      onChange={(role) => setRole.mutate({ member, role })}
                    />
                    {member.depotIds === null ? null : (
                      <span className="text-12 text-ink-3">
                        {member.depotIds.length === 1 ? '1 depot' : `${member.depotIds.length} depots`}
                      </span>
                    )}
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
                      <MemberMenu
                        member={member}
                        canBeLimited={!isUnlimited(member.role, own)}
                        receivers={receiversFor(member, members.data.items, ownId)}
                        onSetDisabled={(disabled) => setDisabled.mutate({ id: member.id, disabled })}
                      />
                    )}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
      <OpenInvites roles={own} />
      <UnusualSection />
      <InviteMember roles={own} isOpen={isInviting} onClose={() => setIsInviting(false)} />
    </>
  )
}

/** Who can take over from a member: the others who may sign in, the person who asks first. */
const receiversFor = (member: Member, all: readonly Member[], ownId: string | undefined): readonly Member[] =>
  all
    .filter(({ id, isDisabled }) => id !== member.id && !isDisabled)
    .toSorted((a, b) => Number(b.id === ownId) - Number(a.id === ownId))
