import { isAddressAllowed } from './address-rules.ts'
import type { Entry } from './member-access.ts'

/** Whether a member may come in from an address: neither they nor the organization are shut out, and its rules allow it. */
export const isLetIn = (entry: Entry, remoteAddress: string | undefined): boolean =>
  !entry.isDisabled && !entry.isSuspended && isAddressAllowed(entry, remoteAddress)
