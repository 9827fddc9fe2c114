import { followChanges, followChangesInput } from '@cartage/services'
import { tracked } from '@trpc/server'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

export const eventsRouter = router({
  changes: staff
    .meta({ access: 'order:read' })
    .input(followChangesInput)
    .subscription(async function* changes({ ctx, input, signal }) {
      for await (const event of followChanges({ ctx, input, signal })) yield tracked(event.id, event)
    }),
})
