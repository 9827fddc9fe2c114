import { organizationId, planId } from '@cartage/domain'
import { defineQueue } from '@cartage/jobs'
import { z } from 'zod'

/** Longer than the longest search that one may ask for. */
const EXPIRE_S = 2 * 3_600

/** The searches for plans; a job has its plan's id. */
export const solveQueue = defineQueue('plans.solve', z.strictObject({ organizationId, planId }), {
  expireInS: EXPIRE_S,
})
