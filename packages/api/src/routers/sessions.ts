import { endOtherSessions, endSession, endSessionInput, listSessions } from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const own = staff.meta({ access: 'session' })

export const sessionsRouter = router({
  end: own.input(endSessionInput).mutation(({ ctx, input }) => endSession({ ctx, input })),
  endOthers: own.mutation(({ ctx }) => endOtherSessions({ ctx })),
  list: own.query(({ ctx }) => listSessions({ ctx })),
})
