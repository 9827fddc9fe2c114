import type { Order } from '@cartage/domain'
import { useQuery } from '@tanstack/react-query'
import { api, trpc } from '../../api/trpc.ts'

/** The orders of a day by id, for what a plan's stops do not carry: contact, phone, notes, load. */
export function useManifestOrders(depotId: string, date: string) {
  const query = useQuery({
    queryKey: [...trpc.orders.list.pathKey(), 'manifest', depotId, date],
    queryFn: async ({ signal }) => {
      const orders: Order[] = []
      let cursor: string | undefined
      do {
        const page = await api.orders.list.query(
          { depotId, date, limit: 500, ...(cursor === undefined ? {} : { cursor }) },
          { signal },
        )
        orders.push(...page.items)
        cursor = page.nextCursor
      } while (cursor !== undefined)
      return orders
    },
  })
  const byId: ReadonlyMap<string, Order> = new Map(query.data?.map((order) => [order.id, order]))
  return { byId, isPending: query.isPending }
}
