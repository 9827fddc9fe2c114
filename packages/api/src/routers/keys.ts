import {
  createKey,
  createKeyInput,
  listKeys,
  renameKey,
  renameKeyInput,
  revokeKey,
  revokeKeyInput,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const manage = staff.meta({ access: 'key:manage', isForPeople: true })
const make = staff.meta({ access: 'key:manage', isSensitive: true })

export const keysRouter = router({
  create: make.input(createKeyInput).mutation(({ ctx, input }) => createKey({ ctx, input })),
  list: manage.query(({ ctx }) => listKeys({ ctx })),
  rename: manage.input(renameKeyInput).mutation(({ ctx, input }) => renameKey({ ctx, input })),
  revoke: manage.input(revokeKeyInput).mutation(({ ctx, input }) => revokeKey({ ctx, input })),
})
