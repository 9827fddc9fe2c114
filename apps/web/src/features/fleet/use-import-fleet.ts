import { toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../api/trpc.ts'
import { refreshFleet } from './refresh-fleet.ts'

export interface FleetFile {
  /** Null makes the depot that the file names. */
  readonly depotId: string | null
  readonly date: string
  readonly region: string
  readonly file: File
}

/** Reads a fleet file (JSON) into a depot; what is wrong with it is shown by the caller. */
export function useImportFleet() {
  return useMutation({
    meta: { isErrorShown: true },
    mutationFn: async ({ depotId, date, region, file }: FleetFile) =>
      api.fleet.importFile.mutate({ depotId, date, region, text: await file.text() }),
    onSuccess: ({ depot, vehicles, shifts }) => {
      toast({
        meaning: 'done',
        text: `Fleet of ${depot.name} read`,
        detail: `${vehicles} vehicles and ${shifts} shifts are new or changed.`,
      })
    },
    onSettled: () => void refreshFleet(),
  })
}
