import type { OrganizationId, UserId } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'
import { bulkKindOf } from './bulk-kinds.ts'
import { listOwnUnusual, listUnusual, type UnusualEvent } from './list-unusual.ts'
import { type Activity, lookAtActivity } from './look-at-activity.ts'

export type { UnusualEvent } from './list-unusual.ts'

export interface DoneAction {
  readonly organizationId: OrganizationId
  readonly userId: UserId
  /** As in the audit log. */
  readonly action: string
}

/** Sign-ins and work that are not as ever. */
export interface UnusualActivity {
  /** Takes note of what somebody just did; it is looked at a little later, many at once. */
  note(done: DoneAction): void
  /** Looks at what was noted so far. */
  flush(): Promise<void>
  list(organizationId: OrganizationId): Promise<readonly UnusualEvent[]>
  listOwn(organizationId: OrganizationId, userId: UserId): Promise<readonly UnusualEvent[]>
}

const AFTER_MS = 15_000
/** One look covers all of an hour: what is left out of a flood is seen with the next action. */
const MOST_WAITING = 1_000

export function openUnusualActivity(context: AuthContext): UnusualActivity {
  let waiting = new Map<string, Activity>()
  let timer: NodeJS.Timeout | undefined
  const flush = async (): Promise<void> => {
    const noted = [...waiting.values()]
    waiting = new Map()
    for (const activity of noted) await lookAtActivity(context, activity)
  }
  return {
    note({ organizationId, userId, action }) {
      const kind = bulkKindOf(action)
      if (kind === undefined || waiting.size >= MOST_WAITING) return
      waiting.set(`${organizationId} ${userId} ${kind}`, { organizationId, userId, kind })
      timer ??= setTimeout(() => {
        timer = undefined
        // Nobody waits for it, and the next action is looked at with what this one did.
        flush().catch(() => undefined)
      }, AFTER_MS).unref()
    },
    flush,
    list: (organizationId) => listUnusual(context, organizationId),
    listOwn: (organizationId, userId) => listOwnUnusual(context, organizationId, userId),
  }
}
