import { z } from 'zod'
import { roleId, type RoleId } from './ids.ts'

/** What a person may be in any organization. */
export const roles = ['admin', 'dispatcher', 'driver', 'viewer'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

/** What a member is: one of these, or the id of a role that their organization made. */
export const memberRole = z.union([role, roleId])
export type MemberRole = Role | RoleId

export const isBuiltInRole = (value: MemberRole): value is Role => roles.some((name) => name === value)
