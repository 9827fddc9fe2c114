import { endOtherSessions, endSession, endSessionInput, listSessions } from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const own = staff.meta({ access: 'session' })
/** Whoever holds somebody's open session must not throw the person out of their others (ASVS 5.0, 7.5.2). Signing out needs no proof. */
const sensitive = staff.meta({ access: 'session', isSensitive: true })

export const sessionsRouter = router({
  end: sensitive.input(endSessionInput).mutation(({ ctx, input }) => endSession({ ctx, input })),
  endOthers: sensitive.mutation(({ ctx }) => endOtherSessions({ ctx })),
  list: own.query(({ ctx }) => listSessions({ ctx })),
})
