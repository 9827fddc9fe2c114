import type { Depot } from '@cartage/domain'
import { Button, Dialog, EmptyState, IconButton, SkeletonRows, Table, Td, Th, toast, Tr } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Pencil, Plus, Trash2, Warehouse } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { today } from '@cartage/domain'
import { api, trpc } from '../../api/trpc.ts'
import { useCanDispatch } from '../../session/session.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { refreshFleet } from '../fleet/refresh-fleet.ts'
import { SampleDayButton } from '../welcome/sample-day-button.tsx'
import { DepotForm } from './depot-form.tsx'
import { SectionHead } from './section-head.tsx'

/** The places where vehicles start, end and reload. */
export function DepotsSection(): ReactNode {
  const depots = useQuery(trpc.depots.list.queryOptions())
  const canEdit = useCanDispatch()
  const [open, setOpen] = useState<Depot | 'new' | null>(null)
  const remove = useMutation({
    mutationFn: ({ id }: Depot) => api.depots.remove.mutate({ id }),
    onSuccess: (_answer, { id, name }) => {
      toast({
        text: `Deleted ${name}`,
        undo: async () => {
          await api.depots.restore.mutate({ id })
          await refreshFleet()
        },
      })
    },
    onSettled: () => void refreshFleet(),
  })
  const close = (): void => {
    setOpen(null)
  }
  return (
    <>
      <SectionHead
        title="Depots"
        action={
          canEdit ? (
            <Button variant="primary" icon={Plus} onClick={() => setOpen('new')}>
              Add a depot
            </Button>
          ) : null
        }
      >
        Where vehicles start, end and reload. A depot's time zone decides what its day is.
      </SectionHead>
      {depots.isPending ? (
        <SkeletonRows label="Loading the depots" />
      ) : depots.isLoadingError ? (
        <QueryError error={depots.error} onRetry={() => void depots.refetch()} />
      ) : depots.data.items.length === 0 ? (
        <EmptyState icon={Warehouse} title="No depot yet" actions={canEdit ? <SampleDayButton /> : null}>
          Add the place where your vehicles start, or try the sample day.
        </EmptyState>
      ) : (
        <div className="overflow-hidden rounded-l border border-line bg-paper">
          <Table label="Depots">
            <thead>
              <tr>
                <Th>Name</Th>
                <Th className="max-sm:hidden">Address</Th>
                <Th>Region</Th>
                <Th className="max-sm:hidden">Time zone</Th>
                <Th>
                  <span className="sr-only">Actions</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {depots.data.items.map((depot) => (
                <Tr key={depot.id}>
                  <Td className="max-w-48 truncate font-strong">
                    <Link
                      to="/day/$depotId/$date"
                      params={{ depotId: depot.id, date: today(depot.zone) }}
                      className="hover:underline"
                    >
                      {depot.name}
                    </Link>
                  </Td>
                  <Td className="max-w-64 truncate text-ink-2 max-sm:hidden">{depot.address}</Td>
                  <Td>{depot.region}</Td>
                  <Td className="text-ink-2 max-sm:hidden">{depot.zone.replaceAll('_', ' ')}</Td>
                  <Td className="w-px whitespace-nowrap">
                    {canEdit ? (
                      <>
                        <IconButton
                          label={`Edit ${depot.name}`}
                          icon={Pencil}
                          size="s"
                          onClick={() => setOpen(depot)}
                        />
                        <IconButton
                          label={`Delete ${depot.name}`}
                          icon={Trash2}
                          size="s"
                          onClick={() => remove.mutate(depot)}
                        />
                      </>
                    ) : null}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
      <Dialog
        title={open === 'new' ? 'Add a depot' : `Edit ${open?.name ?? ''}`}
        isOpen={open !== null}
        onClose={close}
      >
        {open === null ? null : (
          <DepotForm
            depot={open === 'new' ? null : open}
            onCancel={close}
            onDone={(saved) => {
              toast({ text: open === 'new' ? `Added ${saved.name}` : `Saved ${saved.name}` })
              close()
            }}
          />
        )}
      </Dialog>
    </>
  )
}
