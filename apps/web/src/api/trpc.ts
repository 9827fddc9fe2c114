import type { AppRouter } from '@cartage/api'
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { queryClient } from './query-client.ts'

const url = '/api/trpc'

/** Calls procedures directly; queries in components go through `trpc`. */
export const api = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({ url }),
      // Long URLs are refused by some proxies: a batch stays below that.
      false: httpBatchLink({ url, maxURLLength: 2_000, maxItems: 20 }),
    }),
  ],
})

/** Options for React Query, one per procedure: `useQuery(trpc.orders.list.queryOptions(…))`. */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client: api, queryClient })

export type Inputs = inferRouterInputs<AppRouter>
export type Outputs = inferRouterOutputs<AppRouter>
