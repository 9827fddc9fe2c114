/** What somebody who leaves, or who took over an account, does much of at once. */
export const bulkKinds = ['export', 'removal', 'reassignment'] as const
export type BulkKind = (typeof bulkKinds)[number]

/** The actions of the audit log that count as each. */
export const actionsOf: Readonly<Record<BulkKind, readonly string[]>> = {
  export: ['order.export', 'plan.export', 'audit.export'],
  removal: [
    'order.remove',
    'vehicle.remove',
    'driver.remove',
    'shift.remove',
    'depot.remove',
    'closure.remove',
    'import.undo',
    'plan.unpublish',
  ],
  reassignment: ['route.resequence', 'member.handOver'],
}

/** Undefined for an action that nobody does in bulk. */
export const bulkKindOf = (action: string): BulkKind | undefined =>
  bulkKinds.find((kind) => actionsOf[kind].includes(action))
