export type {
  Call,
  Log,
  Services,
  SignedInCall,
  StaffContext,
  VisitorCall,
  VisitorContext,
} from './context.ts'

export {
  type AddressesView,
  getAddresses,
  setAddresses,
  type SetAddressesInput,
  setAddressesInput,
} from './access-addresses/addresses.ts'

export { type AuditFormat, exportAudit } from './audit/export-audit.ts'
export { type AuditChoices, type AuditList, listAudit, listAuditChoices } from './audit/list-audit.ts'

export { followChanges, followChangesInput, type FollowChangesInput } from './changes/follow-changes.ts'

export { type ClosureList, listClosures } from './closures/list-closures.ts'
export { createClosure } from './closures/create-closure.ts'
export { updateClosure } from './closures/update-closure.ts'
export { removeClosure } from './closures/remove-closure.ts'
export { restoreClosure } from './closures/restore-closure.ts'

export { createDepot } from './depots/create-depot.ts'
export { type DepotList, listDepots } from './depots/list-depots.ts'
export { removeDepot } from './depots/remove-depot.ts'
export { restoreDepot } from './depots/restore-depot.ts'
export { updateDepot } from './depots/update-depot.ts'

export { createDriver } from './drivers/create-driver.ts'
export { type DriverList, listDrivers } from './drivers/list-drivers.ts'
export { removeDriver } from './drivers/remove-driver.ts'
export { restoreDriver } from './drivers/restore-driver.ts'
export { updateDriver } from './drivers/update-driver.ts'

export {
  importFleet,
  importFleetInput,
  type ImportedFleet,
  type ImportFleetInput,
} from './fleet/import-fleet.ts'
export { parseFleetFile } from './fleet/parse-fleet-file.ts'

export { importCheckQueue } from './imports/check-queue.ts'
export { commitImport } from './imports/commit-import.ts'
export { discardImport } from './imports/discard-import.ts'
export { type EditedImportRows, editImportRows } from './imports/edit-import-rows.ts'
export { getImport } from './imports/get-import.ts'
export { listImportRows } from './imports/list-import-rows.ts'
export { runImportCheck } from './imports/run-import-check.ts'
export { setImportColumns } from './imports/set-import-columns.ts'
export { startImport, type StartImportCall } from './imports/start-import.ts'
export { undoImport } from './imports/undo-import.ts'

export { createMailer, type Mailer, type MailerSettings } from './mail/mailer.ts'
export { createResetLink, type ResetLink } from './members/create-reset-link.ts'
export {
  type CreateKeyInput,
  createKeyInput,
  type RenameKeyInput,
  renameKeyInput,
  type RevokeKeyInput,
  revokeKeyInput,
} from './keys/inputs.ts'
export { keyRefused } from './keys/key-refused.ts'
export { createKey, type KeyList, listKeys, renameKey, revokeKey } from './keys/keys.ts'

export {
  endMemberSessionInput,
  handOverInput,
  type InviteMemberInput,
  inviteMemberInput,
  memberInput,
  removeMemberInput,
  type SetMemberDisabledInput,
  setMemberDisabledInput,
  type SetMemberRoleInput,
  setMemberRoleInput,
} from './members/inputs.ts'
export { type Invitation, inviteMember } from './members/invite-member.ts'
export { listMembers, type MemberList } from './members/list-members.ts'
export { listOpenInvites, type OpenInvites, withdrawInvite } from './members/open-invites.ts'
export { endMemberSession, listMemberSessions, type MemberSessions } from './members/member-sessions.ts'
export { handOverMember, removeMember } from './members/remove-member.ts'
export { setMemberDisabled } from './members/set-member-disabled.ts'
export { setMemberRole } from './members/set-member-role.ts'

export type { CheckContext, FoundPlace } from './order-file/check-context.ts'
export {
  type CheckedFile,
  type CheckedRow,
  checkRows,
  type CheckRowsOptions,
} from './order-file/check-rows.ts'
export { fleetCapacity } from './order-file/fleet-capacity.ts'
export { type ColumnMapping, mapColumns, type MapColumnsOptions } from './order-file/map-columns.ts'
export type { FileRow, OrderFile } from './order-file/order-file.ts'
export { MAX_FILE_BYTES, readOrderFile, type ReadOrderFileOptions } from './order-file/read-order-file.ts'
export { regionLookups } from './order-file/region-lookups.ts'

export { createGeocoder, type Geocoder, type GeocoderSettings } from './geocoding/geocoder.ts'
export { createOrder } from './orders/create-order.ts'
export { getOrder } from './orders/get-order.ts'
export { listOrderDays, type OrderDay, type OrderDays } from './orders/list-order-days.ts'
export { listOrderPoints, type OrderPoint, type OrderPoints } from './orders/list-order-points.ts'
export { listOrders } from './orders/list-orders.ts'
export { type RemovedOrders, removeOrders } from './orders/remove-orders.ts'
export { type RestoredOrders, restoreOrders } from './orders/restore-orders.ts'
export { updateOrder } from './orders/update-order.ts'

export { getOrganization, type Organization } from './organization/get-organization.ts'
export {
  updateOrganization,
  type UpdateOrganizationInput,
  updateOrganizationInput,
} from './organization/update-organization.ts'

export { getAccess, updateAccess, type UpdateAccessInput, updateAccessInput } from './access/access-policy.ts'
export {
  type ConfirmTotpInput,
  confirmTotpInput,
  type ProveFactorInput,
  proveFactorInput,
  type ProveInSessionInput,
  proveInSessionInput,
} from './factors/inputs.ts'
export {
  type ConfirmedFactor,
  confirmTotp,
  enrolTotp,
  listFactors,
  type RecoveryCodes,
  removeTotp,
  renewRecoveryCodes,
} from './factors/own-factors.ts'
export { proveFactor, proveInSession } from './factors/prove-factor.ts'

export {
  checkProviderInput,
  createProviderInput,
  offeredProvidersInput,
  providerInput,
  startProofInput,
  updateProviderInput,
} from './oidc/inputs.ts'
export {
  connectAccount,
  listConnections,
  type OwnConnections,
  type ProviderStart,
  startLink,
  startProof,
  unlinkAccount,
} from './oidc/own-connections.ts'
export {
  type CheckedProvider,
  checkProvider,
  createProvider,
  listProviders,
  type ProviderList,
  removeProvider,
  updateProvider,
} from './oidc/providers.ts'
export {
  completeOidcSignIn,
  type OfferedProviders,
  offeredProviders,
  pendingSignIn,
  startOidcSignIn,
} from './oidc/sign-in.ts'

export { exportOrdersCsv } from './exports/export-orders-csv.ts'
export { exportPlanCsv } from './exports/export-plan-csv.ts'
export { exportPlanGeoJson } from './exports/export-plan-geojson.ts'
export type { ExportedFile } from './exports/exported-file.ts'

export { findPlace, type FindPlaceInput, findPlaceInput } from './places/find-place.ts'
export {
  type FoundPlaces,
  searchPlaces,
  type SearchPlacesInput,
  searchPlacesInput,
} from './places/search-places.ts'

export { cancelPlan } from './plans/cancel-plan.ts'
export { findCurrentPlan } from './plans/find-current-plan.ts'
export { getPlan } from './plans/get-plan.ts'
export { getPlanPaths, type PlanPaths } from './plans/get-plan-paths.ts'
export { getPlanProblem } from './plans/get-plan-problem.ts'
export { listPlanVersions, type PlanVersions } from './plans/list-plan-versions.ts'
export type { PlanProblem } from './plans/plan-problem.ts'
export { publishPlan } from './plans/publish-plan.ts'
export { startPlan } from './plans/start-plan.ts'
export { unpublishPlan } from './plans/unpublish-plan.ts'

export {
  buildRegionFromPath,
  type BuildRegionFromPathInput,
  buildRegionFromPathInput,
} from './regions/build-region-from-path.ts'
export { buildRegionFromUpload, type UploadedExtract } from './regions/build-region-from-upload.ts'
export { cancelRegionBuild } from './regions/cancel-region-build.ts'
export { checkProfile } from './regions/check-profile.ts'
export { type CustomProfileList, listCustomProfiles } from './regions/list-custom-profiles.ts'
export { checkRegions } from './regions/check-regions.ts'
export { listRegions, type RegionList } from './regions/list-regions.ts'
export { DEMO_REGION, type DemoOptions, ensureDemoRegion } from './regions/ensure-demo-region.ts'
export { createRegionStore, type MatrixRequest, type RegionStore } from './regions/region-store.ts'
export { rebuildRegion, type RebuildRegionInput, rebuildRegionInput } from './regions/rebuild-region.ts'
export { removeRegion } from './regions/remove-region.ts'
export { renameRegion } from './regions/rename-region.ts'

export {
  findNearestRoad,
  type NearestRoad,
  nearestRoadInput,
  type NearestRoadInput,
} from './roads/find-nearest-road.ts'
export {
  findIsochrone,
  type FoundIsochrones,
  type IsochroneInput,
  isochroneInput,
} from './roads/find-isochrone.ts'
export { matchTrace, type MatchedTrace, type TraceInput, traceInput } from './roads/match-trace.ts'
export { findRoute, type FoundRoute, type RouteInput, routeInput } from './roads/find-route.ts'
export { measureTable, type RoadTable, type TableInput, tableInput } from './roads/measure-table.ts'

export { resequenceRoute } from './routes/resequence-route.ts'

export { loadSampleDay } from './samples/load-sample-day.ts'
export type { SampleDay } from './samples/sample-day.ts'

export {
  type CreateServiceAccountInput,
  createServiceAccountInput,
  type RemoveServiceAccountInput,
  removeServiceAccountInput,
  type UpdateServiceAccountInput,
  updateServiceAccountInput,
} from './service-accounts/inputs.ts'
export {
  createServiceAccount,
  listServiceAccounts,
  removeServiceAccount,
  type ServiceAccountList,
  updateServiceAccount,
} from './service-accounts/service-accounts.ts'

export {
  addPasskeyInput,
  beginPasskeyInput,
  beginPasskeyProofInput,
  removePasskeyInput,
  renamePasskeyInput,
  signInWithPasskeyInput,
} from './passkeys/inputs.ts'
export {
  addPasskey,
  beginPasskeyProof,
  beginPasskeyRegistration,
  removePasskey,
  renamePasskey,
} from './passkeys/own-passkeys.ts'
export { beginPasskey, signInWithPasskey } from './passkeys/sign-in-with-passkey.ts'
export { createRole } from './roles/create-role.ts'
export { createRoleInput, removeRoleInput, updateRoleInput } from './roles/inputs.ts'
export { listRoles, type RoleList } from './roles/list-roles.ts'
export { removeRole } from './roles/remove-role.ts'
export { updateRole } from './roles/update-role.ts'
export { acceptInvite } from './session/accept-invite.ts'
export { changePassword } from './session/change-password.ts'
export { claimFirstAdmin } from './session/claim-first-admin.ts'
export { currentSession } from './session/current-session.ts'
export { deleteAccount } from './session/delete-account.ts'
export {
  type AcceptInviteInput,
  acceptInviteInput,
  type ChangePasswordInput,
  changePasswordInput,
  type ClaimFirstAdminInput,
  claimFirstAdminInput,
  confirmEmailInput,
  type JoinOrganizationInput,
  joinOrganizationInput,
  type ReauthenticateInput,
  reauthenticateInput,
  requestResetInput,
  resetPasswordInput,
  type SwitchOrganizationInput,
  switchOrganizationInput,
  type SignInInput,
  signInInput,
  updateProfileInput,
} from './session/inputs.ts'
export {
  joinOrganization,
  listOwnOrganizations,
  type OwnOrganizations,
  switchOrganization,
} from './session/organizations.ts'
export { type ConfirmedEmail, confirmEmail } from './session/confirm-email.ts'
export { reauthenticate } from './session/reauthenticate.ts'
export { requestReset } from './session/request-reset.ts'
export { resetPassword, type ResetView } from './session/reset-password.ts'
export { readVisitor, type ReadVisitorOptions } from './session/read-visitor.ts'
export { type SessionSetup, sessionSetup } from './session/session-setup.ts'
export type { SessionView } from './session/session-view.ts'
export { signIn, type SignInView } from './session/sign-in.ts'
export { signOut } from './session/sign-out.ts'
export { type ProfileUpdate, updateProfile } from './session/update-profile.ts'
export { endOtherSessions, endSession } from './sessions/end-session.ts'
export { endSessionInput } from './sessions/inputs.ts'
export { listSessions, type OwnSession, type OwnSessions } from './sessions/list-sessions.ts'

export { copyShifts, type CopiedShifts } from './shifts/copy-shifts.ts'
export { createShift } from './shifts/create-shift.ts'
export { listShifts, type ShiftList } from './shifts/list-shifts.ts'
export { removeShift } from './shifts/remove-shift.ts'
export { restoreShift } from './shifts/restore-shift.ts'
export { updateShift } from './shifts/update-shift.ts'

export { authorize } from './tenancy/authorize.ts'
export { recordRefusal } from './tenancy/record-refusal.ts'
export { checkTraffic } from './traffic/check-traffic.ts'
export { type FoundTraffic, getTraffic } from './traffic/get-traffic.ts'
export { removeTraffic } from './traffic/remove-traffic.ts'
export { restoreTraffic } from './traffic/restore-traffic.ts'
export { setTraffic } from './traffic/set-traffic.ts'

export { createVehicle } from './vehicles/create-vehicle.ts'
export { listVehicles, type VehicleList } from './vehicles/list-vehicles.ts'
export { removeVehicle } from './vehicles/remove-vehicle.ts'
export { restoreVehicle } from './vehicles/restore-vehicle.ts'
export { updateVehicle } from './vehicles/update-vehicle.ts'

export { queues, workOnQueues } from './work-on-queues.ts'
export { decideAdviceInput, revertAdviceInput } from './role-advice/inputs.ts'
export {
  applyRoleAdvice,
  dismissRoleAdvice,
  listRoleAdvice,
  revertRoleAdvice,
} from './role-advice/role-advice.ts'
export { listOwnUnusual, listUnusual, type UnusualList } from './unusual/list-unusual.ts'

export {
  createManagedInput,
  grantVisitInput,
  inviteAdminInput,
  listManagedInput,
  managedInput,
  removeManagedInput,
  renameManagedInput,
  setManagedDisabledInput,
  withdrawVisitInput,
} from './operator/inputs.ts'
export {
  type AdminLink,
  createManaged,
  getManaged,
  inviteAdmin,
  keepManaged,
  listManaged,
  type ManagedOrganizations,
  removeManaged,
  renameManaged,
  setManagedDisabled,
} from './operator/organizations.ts'
export { grantVisit, listOperators, type OperatorList, withdrawVisit } from './operator/visits.ts'
