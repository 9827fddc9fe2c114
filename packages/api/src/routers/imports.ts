import { editImportInput, importIdInput, listImportRowsInput, setImportColumnsInput } from '@cartage/domain'
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
  commit: write.input(importIdInput).mutation(({ ctx, input }) => commitImport({ ctx, input })),
  discard: write.input(importIdInput).mutation(({ ctx, input }) => discardImport({ ctx, input })),
  edit: write.input(editImportInput).mutation(({ ctx, input }) => editImportRows({ ctx, input })),
  get: read.input(importIdInput).query(({ ctx, input }) => getImport({ ctx, input })),
  rows: read.input(listImportRowsInput).query(({ ctx, input }) => listImportRows({ ctx, input })),
  setColumns: write
    .input(setImportColumnsInput)
    .mutation(({ ctx, input }) => setImportColumns({ ctx, input })),
  undo: write.input(importIdInput).mutation(({ ctx, input }) => undoImport({ ctx, input })),
})
