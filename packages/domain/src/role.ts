import { z } from 'zod'

/** What a person may be in an organization. */
export const roles = ['admin', 'dispatcher', 'driver', 'viewer'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>
