import { findPlace, findPlaceInput, searchPlaces, searchPlacesInput } from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const read = staff.meta({ access: 'region:read' })

export const placesRouter = router({
  reverse: read.input(findPlaceInput).query(({ ctx, input }) => findPlace({ ctx, input })),
  search: read.input(searchPlacesInput).query(({ ctx, input }) => searchPlaces({ ctx, input })),
})
