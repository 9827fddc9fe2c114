/** What can change; each console maps a kind to what it has to load again. */
export const changeKinds = [
  'closure.changed',
  'fleet.changed',
  'import.changed',
  'order.changed',
  'plan.changed',
  'plan.progress',
  'region.changed',
  'traffic.changed',
] as const
export type ChangeKind = (typeof changeKinds)[number]

/** A change that open consoles should know of; `id` resumes a broken stream. */
export interface ChangeEvent {
  readonly id: string
  readonly kind: ChangeKind
  /** What changed; null means many. */
  readonly entityId: string | null
  readonly depotId: string | null
  readonly date: string | null
  readonly at: string
}
