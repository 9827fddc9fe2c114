import { listAuditInput } from '@cartage/domain'
import { listAudit, listAuditChoices } from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const read = staff.meta({ access: 'audit:read' })

export const auditRouter = router({
  choices: read.query(({ ctx }) => listAuditChoices({ ctx })),
  list: read.input(listAuditInput).query(({ ctx, input }) => listAudit({ ctx, input })),
})
