import { Button, EmptyState, SkeletonRows, Table, Td, Th, toast, Tr } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Plus, Shield } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc } from '../../api/trpc.ts'
import { withConfirmation } from '../../session/confirm-identity.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { RoleAdvice } from './role-advice.tsx'
import { type OwnRole, type Proposed, RoleForm } from './role-form.tsx'
import { roleWords } from './role-words.ts'
import { SectionHead } from './section-head.tsx'

/** What members can be: the roles of the product, and those that the organization makes itself. */
export function RolesSection(): ReactNode {
  const roles = useQuery(trpc.roles.list.queryOptions())
  const [open, setOpen] = useState<{ readonly role: OwnRole | null; readonly proposed?: Proposed } | null>(
    null,
  )
  const remove = useMutation({
    mutationFn: (role: OwnRole) => withConfirmation(() => api.roles.remove.mutate({ id: role.id })),
    onSuccess: (_, role) => {
      toast({ text: `Role ${role.name} removed` })
    },
    onSettled: () => void queryClient.invalidateQueries(trpc.roles.pathFilter()),
  })
  return (
    <>
      <SectionHead
        title="Roles"
        action={
          <Button variant="primary" icon={Plus} onClick={() => setOpen({ role: null })}>
            New role
          </Button>
        }
      >
        What members may do. Every organization has four roles and can make its own.
      </SectionHead>
      {roles.isPending ? (
        <SkeletonRows label="Loading the roles" />
      ) : roles.isLoadingError ? (
        <QueryError error={roles.error} onRetry={() => void roles.refetch()} />
      ) : (
        <div className="flex flex-col gap-6">
          {roles.data.items.length === 0 ? (
            <EmptyState
              icon={Shield}
              title="No roles of your own yet"
              actions={<Button onClick={() => setOpen({ role: null })}>Make one</Button>}
            >
              For somebody who enters orders but publishes no plans, say.
            </EmptyState>
          ) : (
            <div className="overflow-hidden rounded-l border border-line bg-paper">
              <Table label="Your roles">
                <thead>
                  <tr>
                    <Th>Your roles</Th>
                    <Th>Members</Th>
                    <Th className="max-sm:hidden">Permissions</Th>
                    <Th>
                      <span className="sr-only">Actions</span>
                    </Th>
                  </tr>
                </thead>
                <tbody>
                  {roles.data.items.map((role) => (
                    <Tr key={role.id} className="h-10">
                      <Td className="max-w-44 truncate font-strong">{role.name}</Td>
                      <Td className="tabular-nums">{role.members}</Td>
                      <Td className="text-ink-2 tabular-nums max-sm:hidden">{role.permissions.length}</Td>
                      <Td className="w-px whitespace-nowrap">
                        <Button
                          size="s"
                          variant="quiet"
                          aria-label={`Change ${role.name}`}
                          onClick={() => setOpen({ role })}
                        >
                          Change
                        </Button>
                        <Button
                          size="s"
                          variant="quiet"
                          aria-label={`Remove ${role.name}`}
                          disabled={remove.isPending}
                          onClick={() => remove.mutate(role)}
                        >
                          Remove
                        </Button>
                      </Td>
                    </Tr>
                  ))}
                </tbody>
              </Table>
            </div>
          )}
          <div className="overflow-hidden rounded-l border border-line bg-paper">
            <Table label="Roles of Cartage">
              <thead>
                <tr>
                  <Th>Roles of Cartage</Th>
                  <Th>May</Th>
                </tr>
              </thead>
              <tbody>
                {roles.data.builtIn.map(({ role }) => (
                  <Tr key={role} className="h-10">
                    <Td className="font-strong">{roleWords[role].label}</Td>
                    <Td className="text-ink-2">{roleWords[role].detail}</Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          </div>
        </div>
      )}
      <RoleAdvice onMakeRole={(proposed) => setOpen({ role: null, proposed })} />
      {open === null ? null : (
        <RoleForm role={open.role} proposed={open.proposed} onClose={() => setOpen(null)} />
      )}
    </>
  )
}
