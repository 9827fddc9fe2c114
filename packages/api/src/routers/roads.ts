import {
  findNearestRoad,
  findRoute,
  measureTable,
  nearestRoadInput,
  routeInput,
  tableInput,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const read = staff.meta({ access: 'region:read' })

export const roadsRouter = router({
  nearest: read.input(nearestRoadInput).query(({ ctx, input }) => findNearestRoad({ ctx, input })),
  route: read.input(routeInput).query(({ ctx, input }) => findRoute({ ctx, input })),
  table: read.input(tableInput).query(({ ctx, input }) => measureTable({ ctx, input })),
})
