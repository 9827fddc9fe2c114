import {
  editImportInput,
  importIdInput,
  listImportRowsInput,
  setImportColumnsInput,
  type Import,
  type ImportRow,
  type ImportRowPage,
} from '@cartage/domain'
import {
  commitImport,
  discardImport,
  editImportRows,
  getImport,
  listImportRows,
  setImportColumns,
  undoImport,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const read = staff.meta({ access: 'order:read' })
const write = staff.meta({ access: 'order:write' })

export const importsRouter = router({
  commit: write
    .input(importIdInput)
    .mutation(({ ctx, input }): Promise<Import> => commitImport({ ctx, input })),
  discard: write
    .input(importIdInput)
    .mutation(({ ctx, input }): Promise<Import> => discardImport({ ctx, input })),
  edit: write
    .input(editImportInput)
    .mutation(
      ({ ctx, input }): Promise<{ readonly rows: readonly ImportRow[]; readonly counts: Import['counts'] }> =>
        editImportRows({ ctx, input }),
    ),
  get: read.input(importIdInput).query(({ ctx, input }): Promise<Import> => getImport({ ctx, input })),
  rows: read
    .input(listImportRowsInput)
    .query(({ ctx, input }): Promise<ImportRowPage> => listImportRows({ ctx, input })),
  setColumns: write
    .input(setImportColumnsInput)
    .mutation(({ ctx, input }): Promise<Import> => setImportColumns({ ctx, input })),
  undo: write.input(importIdInput).mutation(({ ctx, input }): Promise<Import> => undoImport({ ctx, input })),
})
