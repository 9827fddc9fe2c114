import type { VisitorContext } from '@cartage/services'
import { initTRPC } from '@trpc/server'
import { formatError } from './errors/format-error.ts'
import type { Meta } from './meta.ts'

const PING_MS = 15_000
const RECONNECT_AFTER_MS = 40_000

/** The one tRPC instance. */
export const trpc = initTRPC
  .context<VisitorContext>()
  .meta<Meta>()
  .create({
    errorFormatter: formatError,
    isDev: false,
    sse: {
      ping: { enabled: true, intervalMs: PING_MS },
      client: { reconnectAfterInactivityMs: RECONNECT_AFTER_MS },
    },
  })

export const router = trpc.router
