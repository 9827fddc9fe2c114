import {
  findIsochrone,
  findNearestRoad,
  findRoute,
  isochroneInput,
  matchTrace,
  measureTable,
  nearestRoadInput,
  routeInput,
  tableInput,
  traceInput,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const read = staff.meta({ access: 'region:read' })

export const roadsRouter = router({
  isochrone: read.input(isochroneInput).query(({ ctx, input }) => findIsochrone({ ctx, input })),
  match: read.input(traceInput).query(({ ctx, input }) => matchTrace({ ctx, input })),
  nearest: read.input(nearestRoadInput).query(({ ctx, input }) => findNearestRoad({ ctx, input })),
  route: read.input(routeInput).query(({ ctx, input }) => findRoute({ ctx, input })),
  table: read.input(tableInput).query(({ ctx, input }) => measureTable({ ctx, input })),
})
