import { A_DAY, anId } from '@cartage/testing'

/** Ids of somebody's entities; a call that names them reaches them only in that organization. */
export interface KnownIds {
  readonly depotId: string
  readonly vehicleId: string
  readonly driverId: string
  readonly shiftId: string
  readonly orderId: string
  readonly importId: string
  readonly planId: string
  readonly routeId: string
  readonly memberId: string
  readonly roleId: string
  readonly sessionId: string
  readonly inviteId: string
}

export type Expectation =
  /** Names an entity: NOT_FOUND when that is another organization's. */
  | 'entity'
  /** Names nothing of an organization. */
  | 'own'

export interface ProcedureCase {
  readonly kind: Expectation
  readonly input: (ids: KnownIds) => unknown
}

const none: ProcedureCase = { kind: 'own', input: () => undefined }
const point = { lon: 11.95, lat: 57.72 }
const byDay = ({ depotId }: KnownIds) => ({ depotId, date: A_DAY })
const entity = (input: ProcedureCase['input']): ProcedureCase => ({ kind: 'entity', input })
const own = (input: ProcedureCase['input']): ProcedureCase => ({ kind: 'own', input })
const passkeyShown = { id: 'AAAA', clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA' }
const depot = { name: 'North', ...point, zone: 'Europe/Stockholm', region: 'gothenburg' }
const vehicle = {
  name: 'Van',
  profile: 'van',
  capacity: { parcels: 8 },
  skills: [],
  costs: { fixed: 1, perHour: 1, perKm: 1 },
}
const order = {
  reference: 'A-1',
  kind: 'delivery',
  date: A_DAY,
  place: { address: 'Mill Lane 3', ...point, level: 'pin', confidence: 1 },
  windows: [],
  serviceS: 300,
  load: {},
  skills: [],
  priority: 50,
  contact: {},
  notes: '',
  custom: {},
}
const shift = ({ vehicleId, driverId }: KnownIds) => ({
  vehicleId,
  driverId,
  date: A_DAY,
  start: '08:00',
  end: '16:00',
})

const traffic = JSON.stringify({ traffic: [{ factors: Array.from({ length: 168 }, () => 0.9) }] })
const provider = {
  name: 'Staff',
  issuer: 'https://id.example.test',
  clientId: 'cartage',
  emailDomains: [],
  role: null,
  isEnabled: true,
  isRequired: false,
}

/** A valid input for every procedure. A procedure that is not here fails the tests that walk the router. */
export const validInputs: Readonly<Record<string, ProcedureCase>> = {
  'accessAddresses.get': none,
  'accessAddresses.update': own(() => ({ allowedAddresses: [], deniedAddresses: [], version: 0 })),
  'audit.choices': none,
  'audit.list': own(() => ({})),
  'access.get': none,
  'access.update': own(() => ({ requiresSecondFactor: true })),
  'factors.confirmTotp': own(() => ({ code: '123456' })),
  'factors.enrolTotp': none,
  'factors.list': none,
  'factors.prove': own(() => ({ code: '123456' })),
  'factors.removeTotp': none,
  'factors.renewRecoveryCodes': none,
  'session.proveFactor': own(() => ({ ticket: 'x', code: '123456' })),
  'closures.create': own(() => ({
    id: anId(),
    region: 'gothenburg',
    road: { wayId: 1, ...point, direction: 'both' },
  })),
  'closures.list': own(() => ({ region: 'gothenburg' })),
  'closures.remove': own(() => ({ id: anId() })),
  'closures.restore': own(() => ({ id: anId() })),
  'closures.update': own(() => ({
    id: anId(),
    version: 1,
    area: null,
    road: { wayId: 1, ...point, direction: 'both' },
    factor: null,
    from: null,
    until: null,
    reason: '',
  })),
  'depots.create': own(() => ({ id: anId(), ...depot })),
  'depots.list': none,
  'depots.remove': entity(({ depotId }) => ({ id: depotId })),
  'depots.restore': entity(({ depotId }) => ({ id: depotId })),
  'depots.update': entity(({ depotId }) => ({ id: depotId, version: 1, name: 'South' })),
  'drivers.create': entity(({ depotId }) => ({ id: anId(), depotId, name: 'Kim', skills: [] })),
  'drivers.list': entity(({ depotId }) => ({ depotId })),
  'drivers.remove': entity(({ driverId }) => ({ id: driverId })),
  'drivers.restore': entity(({ driverId }) => ({ id: driverId })),
  'drivers.update': entity(({ driverId }) => ({ id: driverId, version: 1, name: 'Lee' })),
  'events.changes': own(() => ({})),
  'fleet.importFile': entity(({ depotId }) => ({
    depotId,
    date: A_DAY,
    region: 'gothenburg',
    text: JSON.stringify({
      depot: { name: 'North', ...point, zone: 'Europe/Stockholm' },
      vehicles: [{ id: 'v', capacity: { parcels: 1 }, start: '08:00', end: '16:00' }],
    }),
  })),
  'imports.commit': entity(({ importId }) => ({ id: importId })),
  'imports.discard': entity(({ importId }) => ({ id: importId })),
  'imports.edit': entity(({ importId }) => ({ id: importId, edits: [{ row: 2, column: 'a', value: 'b' }] })),
  'imports.get': entity(({ importId }) => ({ id: importId })),
  'imports.rows': entity(({ importId }) => ({ id: importId })),
  'imports.setColumns': entity(({ importId }) => ({ id: importId, columns: [] })),
  'imports.undo': entity(({ importId }) => ({ id: importId })),
  'keys.create': entity(() => ({ accountId: anId(), name: 'Shop', permissions: ['order:read'] })),
  'keys.list': none,
  'keys.rename': entity(() => ({ id: anId(), name: 'Shop' })),
  'keys.revoke': entity(() => ({ id: anId() })),
  'members.createResetLink': entity(({ memberId }) => ({ id: memberId })),
  'members.endSession': entity(({ memberId, sessionId }) => ({ id: memberId, sessionId })),
  'members.handOver': entity(({ memberId }) => ({ id: memberId, to: memberId })),
  'members.invite': own(() => ({ email: `${anId()}@example.test`, name: 'Sam', role: 'viewer' })),
  'members.invites': none,
  'members.list': none,
  'members.remove': entity(({ memberId }) => ({ id: memberId, handOverTo: memberId })),
  'members.sessions': entity(({ memberId }) => ({ id: memberId })),
  'members.setDisabled': entity(({ memberId }) => ({ id: memberId, disabled: true })),
  'members.setRole': entity(({ memberId }) => ({ id: memberId, role: 'viewer', depotIds: null })),
  'members.withdrawInvite': entity(({ inviteId }) => ({ id: inviteId })),
  'operator.create': own(() => ({
    id: anId(),
    name: 'Acme',
    admin: { name: 'Ann', email: `${anId()}@example.test` },
  })),
  'operator.get': own(() => ({ id: anId() })),
  'operator.inviteAdmin': own(() => ({
    id: anId(),
    admin: { name: 'Ann', email: `${anId()}@example.test` },
  })),
  'operator.keep': own(() => ({ id: anId() })),
  'operator.list': own(() => ({})),
  'operator.remove': own(() => ({ id: anId(), name: 'Acme' })),
  'operator.rename': own(() => ({ id: anId(), name: 'Acme', version: 1 })),
  'operator.setDisabled': own(() => ({ id: anId(), disabled: true })),
  'operatorAccess.grant': own(() => ({ operatorId: anId(), reason: 'A fault', hours: 4 })),
  'operatorAccess.list': none,
  'operatorAccess.withdraw': own(() => ({ operatorId: anId() })),
  'oidc.check': own(() => ({ issuer: 'https://id.example.test', clientId: 'cartage', clientSecret: 'x' })),
  'oidc.connect': none,
  'oidc.connections': none,
  'oidc.create': own(() => ({ ...provider, clientSecret: 'x' })),
  'oidc.list': none,
  'oidc.offered': own(() => ({})),
  'oidc.pending': none,
  'oidc.remove': entity(() => ({ id: anId() })),
  'oidc.startLink': entity(() => ({ id: anId() })),
  'oidc.startProof': own(() => ({ next: '/settings/members' })),
  'oidc.unlink': entity(() => ({ id: anId() })),
  'oidc.update': entity(() => ({ id: anId(), version: 1, ...provider })),
  'orders.create': entity(({ depotId }) => ({ id: anId(), depotId, ...order })),
  'orders.days': entity(({ depotId }) => ({ depotId })),
  'orders.get': entity(({ orderId }) => ({ id: orderId })),
  'orders.list': entity(byDay),
  'orders.points': entity(byDay),
  'orders.remove': entity(({ orderId }) => ({ ids: [orderId] })),
  'orders.restore': entity(({ orderId }) => ({ ids: [orderId] })),
  'orders.update': entity(({ orderId }) => ({ id: orderId, version: 1, notes: 'x' })),
  'organization.get': none,
  'organization.update': own(() => ({ name: 'Acme', currency: 'SEK' })),
  'passkeys.add': own(() => ({
    name: 'Phone',
    passkey: { id: 'AAAA', clientDataJSON: 'e30', attestationObject: 'AAAA', transports: ['internal'] },
  })),
  'passkeys.begin': none,
  'passkeys.beginProof': own(() => ({ purpose: 'reauthenticate' })),
  'passkeys.remove': own(() => ({ id: 'AAAA' })),
  'passkeys.rename': own(() => ({ id: 'AAAA', name: 'Phone' })),
  'places.reverse': own(() => ({ region: 'gothenburg', ...point })),
  'places.search': own(() => ({ region: 'gothenburg', text: 'Mill Lane' })),
  'plans.cancel': entity(({ planId }) => ({ id: planId })),
  'plans.current': entity(byDay),
  'plans.get': entity(({ planId }) => ({ id: planId })),
  'plans.paths': entity(({ planId }) => ({ id: planId })),
  'plans.problem': entity(({ planId }) => ({ id: planId })),
  'plans.publish': entity(({ planId }) => ({ id: planId })),
  'plans.start': entity((ids) => ({ id: anId(), ...byDay(ids) })),
  'plans.unpublish': entity(({ planId }) => ({ id: planId })),
  'plans.versions': entity(byDay),
  'regions.buildFromPath': own(() => ({ name: 'porto', path: '/nowhere/porto.osm.pbf' })),
  'regions.cancel': own(() => ({ name: 'porto' })),
  'regions.checkProfile': own(() => ({ text: '{"extends":"car","name":"mine"}' })),
  'regions.customProfiles': own(() => ({ name: 'gothenburg' })),
  'regions.list': none,
  'regions.rebuild': own(() => ({ name: 'porto', profiles: ['car'] })),
  'regions.remove': own(() => ({ name: 'porto' })),
  'regions.rename': own(() => ({ name: 'porto', title: 'Porto' })),
  'roads.isochrone': own(() => ({ region: 'gothenburg', ...point, minutes: [5] })),
  'roads.match': own(() => ({ region: 'gothenburg', trace: [point, point] })),
  'roads.nearest': own(() => ({ region: 'gothenburg', ...point })),
  'roads.route': own(() => ({ region: 'gothenburg', points: [point, point] })),
  'roads.table': own(() => ({ region: 'gothenburg', sources: [point] })),
  'roleAdvice.accept': entity(({ memberId }) => ({ id: anId(), member: memberId, removed: ['order:read'] })),
  'roleAdvice.dismiss': entity(({ memberId }) => ({ id: anId(), member: memberId, removed: ['order:read'] })),
  'roleAdvice.list': none,
  'roleAdvice.revert': entity(() => ({ id: anId() })),
  'roles.create': own(() => ({ id: anId(), name: `Role ${anId()}`, permissions: ['order:read'] })),
  'roles.list': none,
  'roles.remove': entity(({ roleId }) => ({ id: roleId })),
  'roles.update': entity(({ roleId }) => ({
    id: roleId,
    version: 1,
    name: 'Desk',
    permissions: ['order:read'],
  })),
  'routes.resequence': entity(({ routeId }) => ({ id: routeId, version: 1, orderIds: [] })),
  'samples.load': none,
  'serviceAccounts.create': own(() => ({ name: 'Shop', role: 'viewer', depotIds: null })),
  'serviceAccounts.list': none,
  'serviceAccounts.remove': entity(() => ({ id: anId() })),
  'serviceAccounts.update': entity(() => ({
    id: anId(),
    name: 'Shop',
    role: 'viewer',
    depotIds: null,
    disabled: false,
  })),
  'session.acceptInvite': own(() => ({ token: 'x', password: 'a long password' })),
  'session.beginPasskey': own(() => ({})),
  'session.changePassword': own(() => ({ current: 'x', next: 'a long password' })),
  'session.join': own(() => ({ token: 'x' })),
  'session.organizations': none,
  'session.reauthenticate': own(() => ({ password: 'x' })),
  'session.switchOrganization': own(() => ({ id: anId() })),
  'session.claimFirstAdmin': own(() => ({
    token: 'x',
    organizationName: 'Acme',
    name: 'Ann',
    email: 'ann@example.test',
    password: 'a long password',
  })),
  'session.confirmEmail': own(() => ({ token: 'x' })),
  'session.current': none,
  'session.deleteAccount': none,
  'session.requestReset': own(() => ({ email: 'ann@example.test' })),
  'session.resetPassword': own(() => ({ token: 'x', password: 'a long password' })),
  'session.setup': none,
  'session.signIn': own(() => ({ email: 'ann@example.test', password: 'wrong' })),
  'session.signInWithPasskey': own(() => ({ passkey: passkeyShown })),
  'session.signOut': none,
  'session.updateProfile': own(() => ({ name: 'Ann', email: 'ann@example.test' })),
  'sessions.end': own(() => ({ id: anId() })),
  'sessions.endOthers': none,
  'sessions.list': none,
  'shifts.copyDay': entity(({ depotId }) => ({ depotId, from: A_DAY, date: '2026-04-08' })),
  'shifts.create': entity((ids) => ({ id: anId(), depotId: ids.depotId, ...shift(ids) })),
  'shifts.list': entity(byDay),
  'shifts.remove': entity(({ shiftId }) => ({ id: shiftId })),
  'shifts.restore': entity(({ shiftId }) => ({ id: shiftId })),
  'shifts.update': entity(({ shiftId }) => ({ id: shiftId, version: 1, start: '09:00' })),
  'traffic.check': own(() => ({ region: 'gothenburg', text: traffic })),
  'traffic.get': own(() => ({ region: 'gothenburg' })),
  'traffic.remove': own(() => ({ region: 'gothenburg' })),
  'traffic.restore': own(() => ({ region: 'gothenburg' })),
  'traffic.set': own(() => ({ region: 'gothenburg', text: traffic })),
  'unusual.list': none,
  'unusual.own': none,
  'vehicles.create': entity(({ depotId }) => ({ id: anId(), depotId, ...vehicle })),
  'vehicles.list': entity(({ depotId }) => ({ depotId })),
  'vehicles.remove': entity(({ vehicleId }) => ({ id: vehicleId })),
  'vehicles.restore': entity(({ vehicleId }) => ({ id: vehicleId })),
  'vehicles.update': entity(({ vehicleId }) => ({ id: vehicleId, version: 1, name: 'Van 9' })),
}
