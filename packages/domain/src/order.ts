import { z } from 'zod'
import { depotId, orderId, type DepotId, type OrderId } from './ids.ts'
import { point } from './geo.ts'
import { load, skills, type Load } from './load.ts'
import { localDate, timeWindow, type LocalDate, type TimeWindow } from './local-time.ts'
import { type Page, pageInput } from './page.ts'
import { freeText } from './text.ts'

export const orderKinds = ['delivery', 'pickup', 'service'] as const
export type OrderKind = (typeof orderKinds)[number]

export const orderStates = [
  'draft',
  'unassigned',
  'assigned',
  'active',
  'completed',
  'failed',
  'cancelled',
] as const
export type OrderState = (typeof orderStates)[number]

const moves: Readonly<Record<OrderState, readonly OrderState[]>> = {
  draft: ['unassigned', 'cancelled'],
  unassigned: ['assigned', 'draft', 'cancelled'],
  assigned: ['unassigned', 'active', 'cancelled'],
  active: ['completed', 'failed', 'assigned'],
  completed: ['active'],
  failed: ['active', 'unassigned'],
  cancelled: ['unassigned'],
}

/** Whether an order may go from one state to another; the only place that knows. */
export const canOrderMove = (from: OrderState, to: OrderState): boolean => moves[from].includes(to)

/** How exactly a place is known. `pin` was set by hand, `given` came as a coordinate with the order. */
export const matchLevels = ['house', 'interpolated', 'street', 'place', 'given', 'pin'] as const
export const matchLevel = z.enum(matchLevels)
export type MatchLevel = z.infer<typeof matchLevel>

/** A located address. */
export interface Place {
  readonly address: string
  readonly lon: number
  readonly lat: number
  readonly level: MatchLevel
  /** 0 to 1; 1 for given coordinates and pins. */
  readonly confidence: number
}
export const place = z.strictObject({
  address: freeText(300).trim(),
  ...point.shape,
  level: matchLevel,
  confidence: z.number().min(0).max(1),
})

export const contact = z.strictObject({
  name: freeText(120).trim().optional(),
  company: freeText(120).trim().optional(),
  phone: freeText(40).trim().optional(),
  email: z.union([z.email(), z.literal('')]).optional(),
})
export type Contact = z.infer<typeof contact>

/** Service time when the order does not say: five minutes. */
export const DEFAULT_SERVICE_S = 300
/** Priority when the order does not say; low 25, medium 50, high 75, critical 100. */
export const DEFAULT_PRIORITY = 50

/** What a customer wants moved. */
export interface Order {
  readonly id: OrderId
  readonly depotId: DepotId
  readonly reference: string
  readonly kind: OrderKind
  readonly date: LocalDate
  readonly place: Place
  /** Any of them will do; none means any time of the shift. */
  readonly windows: readonly TimeWindow[]
  readonly serviceS: number
  readonly load: Load
  readonly skills: readonly string[]
  readonly priority: number
  readonly contact: Contact
  readonly notes: string
  readonly custom: Readonly<Record<string, string>>
  readonly state: OrderState
  /** Grows by one with each change; a save names the version it read. */
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
}

/** What a person can set on an order. */
export const orderFields = z.strictObject({
  reference: freeText(80).trim().min(1),
  kind: z.enum(orderKinds),
  date: localDate,
  place,
  windows: z.array(timeWindow).max(8),
  serviceS: z.int().min(0).max(86_400),
  load,
  skills,
  priority: z.int().min(0).max(100),
  contact,
  notes: freeText(2_000),
  custom: z.record(freeText(60), freeText(500)),
})
export type OrderFields = z.infer<typeof orderFields>

export const createOrderInput = orderFields.extend({ id: orderId, depotId })
export const updateOrderInput = orderFields.partial().extend({ id: orderId, version: z.int() })
export const orderIdInput = z.strictObject({ id: orderId })
export const orderIdsInput = z.strictObject({ ids: z.array(orderId).min(1).max(10_000) })

export const orderSortKeys = ['reference', 'address', 'priority', 'state', 'updatedAt'] as const
export const listOrdersInput = pageInput.extend({
  depotId,
  date: localDate,
  states: z.array(z.enum(orderStates)).optional(),
  /** Matches reference, address, contact and notes. */
  search: freeText(100).trim().optional(),
  skill: freeText(40).optional(),
  sort: z.enum(orderSortKeys).default('reference'),
  descending: z.boolean().default(false),
})
export interface OrderPage extends Page<Order> {
  readonly counts: Readonly<Record<OrderState, number>>
}
export type CreateOrderInput = z.infer<typeof createOrderInput>
export type UpdateOrderInput = z.infer<typeof updateOrderInput>
export type OrderIdsInput = z.infer<typeof orderIdsInput>
export type ListOrdersInput = z.infer<typeof listOrdersInput>
