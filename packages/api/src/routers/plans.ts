import { planByDayInput, planIdInput, startPlanInput } from '@cartage/domain'
import {
  cancelPlan,
  findCurrentPlan,
  getPlan,
  getPlanPaths,
  getPlanProblem,
  listPlanVersions,
  publishPlan,
  startPlan,
  unpublishPlan,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const read = staff.meta({ access: 'plan:read' })
const write = staff.meta({ access: 'plan:write' })
const publish = staff.meta({ access: 'plan:publish' })

export const plansRouter = router({
  cancel: write.input(planIdInput).mutation(({ ctx, input }) => cancelPlan({ ctx, input })),
  current: read.input(planByDayInput).query(({ ctx, input }) => findCurrentPlan({ ctx, input })),
  get: read.input(planIdInput).query(({ ctx, input }) => getPlan({ ctx, input })),
  paths: read.input(planIdInput).query(({ ctx, input }) => getPlanPaths({ ctx, input })),
  problem: read.input(planIdInput).query(({ ctx, input }) => getPlanProblem({ ctx, input })),
  publish: publish.input(planIdInput).mutation(({ ctx, input }) => publishPlan({ ctx, input })),
  start: write.input(startPlanInput).mutation(({ ctx, input }) => startPlan({ ctx, input })),
  unpublish: publish.input(planIdInput).mutation(({ ctx, input }) => unpublishPlan({ ctx, input })),
  versions: read.input(planByDayInput).query(({ ctx, input }) => listPlanVersions({ ctx, input })),
})
