import type { OrganizationId } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'
import {
  applyAdvice,
  type DecideAdviceInput,
  dismissAdvice,
  revertAdvice,
  type RevertAdviceInput,
} from './decide-advice.ts'
import { listAdvice, type RoleAdvice } from './list-advice.ts'
import { type PermissionUse, PermissionUses } from './permission-uses.ts'

/** Which permissions members use, and what they could do without. */
export interface Advice {
  /** Counts a use; it costs no query. */
  note(use: PermissionUse): void
  /** Writes what was counted so far. */
  flush(): Promise<void>
  list(organizationId: OrganizationId): Promise<RoleAdvice>
  apply(input: DecideAdviceInput): Promise<void>
  dismiss(input: DecideAdviceInput): Promise<void>
  revert(input: RevertAdviceInput): Promise<void>
}

export function openAdvice(context: AuthContext): Advice {
  const uses = new PermissionUses(context.db, context.now)
  return {
    note: (use) => {
      uses.note(use)
    },
    flush: () => uses.flush(),
    list: (organizationId) => listAdvice(context, organizationId),
    apply: (input) => applyAdvice(context, input),
    dismiss: (input) => dismissAdvice(context, input),
    revert: (input) => revertAdvice(context, input),
  }
}
