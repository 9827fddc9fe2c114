import { organizationId } from '@cartage/domain'
import { z } from 'zod'
import { defineQueue } from '../src/queue.ts'

/** A queue of the tests; its jobs are done, refused or held as their payload says. */
export const testQueue = defineQueue('test.work', z.object({ organizationId, word: z.string() }), {
  retryLimit: 1,
  heartbeatS: 10,
})
