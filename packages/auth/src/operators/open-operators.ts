import type { OrganizationId } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'
import type { OneTimeToken } from '../tokens/one-time-token.ts'
import type { OperatorAct } from './as-operator.ts'
import {
  keepOrganization,
  type OrganizationAct,
  removeOrganization,
  renameOrganization,
  setOrganizationDisabled,
} from './change-organization.ts'
import {
  createOrganization,
  type CreateOrganizationInput,
  type FirstAdmin,
  inviteFirstAdmin,
} from './create-organization.ts'
import {
  getManaged,
  listManaged,
  type ListOrganizationsInput,
  type ManagedOrganization,
} from './managed-organization.ts'
import { grantVisit, listOperators, type Operator, type VisitAct, withdrawVisit } from './visits.ts'

/** Those who manage organizations, and the visits that these allow them. */
export interface Operators {
  list(input: ListOrganizationsInput): Promise<readonly ManagedOrganization[]>
  get(input: OrganizationAct): Promise<ManagedOrganization>
  create(input: CreateOrganizationInput): Promise<OneTimeToken>
  inviteFirstAdmin(
    input: OperatorAct & { readonly id: OrganizationId; readonly admin: FirstAdmin },
  ): Promise<OneTimeToken>
  rename(
    input: OrganizationAct & { readonly name: string; readonly version: number },
  ): Promise<ManagedOrganization>
  setDisabled(input: OrganizationAct & { readonly disabled: boolean }): Promise<ManagedOrganization>
  remove(input: OrganizationAct & { readonly name: string }): Promise<ManagedOrganization>
  keep(input: OrganizationAct): Promise<ManagedOrganization>
  /** The operators as an organization sees them. */
  listFor(organizationId: OrganizationId): Promise<readonly Operator[]>
  grantVisit(input: VisitAct & { readonly reason: string; readonly hours: number }): Promise<void>
  withdrawVisit(input: VisitAct): Promise<void>
}

export const openOperators = (context: AuthContext): Operators => ({
  list: (input) => listManaged(context, input),
  get: (input) => getManaged(context, input),
  create: (input) => createOrganization(context, input),
  inviteFirstAdmin: (input) => inviteFirstAdmin(context, input),
  rename: (input) => renameOrganization(context, input),
  setDisabled: (input) => setOrganizationDisabled(context, input),
  remove: (input) => removeOrganization(context, input),
  keep: (input) => keepOrganization(context, input),
  listFor: (organizationId) => listOperators(context, organizationId),
  grantVisit: (input) => grantVisit(context, input),
  withdrawVisit: (input) => withdrawVisit(context, input),
})
