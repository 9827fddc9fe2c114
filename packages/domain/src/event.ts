/** A change that open consoles should know of; `id` resumes a broken stream. */
export interface ChangeEvent {
  readonly id: string
  readonly kind:
    | 'order.changed'
    | 'fleet.changed'
    | 'import.changed'
    | 'plan.changed'
    | 'plan.progress'
    | 'region.changed'
  /** What changed; null means many. */
  readonly entityId: string | null
  readonly depotId: string | null
  readonly date: string | null
  readonly at: string
}
