import { z } from 'zod'

declare const entity: unique symbol

/** A UUID that names one kind of entity; two brands never mix. */
export type Id<Entity extends string> = string & { readonly [entity]: Entity }

const idOf = <Entity extends string>() => z.uuid().transform((value) => value as Id<Entity>)

export type OrganizationId = Id<'organization'>
export type UserId = Id<'user'>
export type DepotId = Id<'depot'>
export type VehicleId = Id<'vehicle'>
export type DriverId = Id<'driver'>
export type ShiftId = Id<'shift'>
export type OrderId = Id<'order'>
export type ImportId = Id<'import'>
export type PlanId = Id<'plan'>
export type RouteId = Id<'route'>
export type StopId = Id<'stop'>
export type ClosureId = Id<'closure'>
export type RoleId = Id<'role'>
export type ApiKeyId = Id<'apiKey'>
export type OidcProviderId = Id<'oidcProvider'>

export const organizationId = idOf<'organization'>()
export const userId = idOf<'user'>()
export const depotId = idOf<'depot'>()
export const vehicleId = idOf<'vehicle'>()
export const driverId = idOf<'driver'>()
export const shiftId = idOf<'shift'>()
export const orderId = idOf<'order'>()
export const importId = idOf<'import'>()
export const planId = idOf<'plan'>()
export const routeId = idOf<'route'>()
export const stopId = idOf<'stop'>()
export const closureId = idOf<'closure'>()
export const roleId = idOf<'role'>()
export const apiKeyId = idOf<'apiKey'>()
export const oidcProviderId = idOf<'oidcProvider'>()
