import { localDate } from '@cartage/domain'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { z } from 'zod'
import { ConfirmEmailPage } from '../features/confirm-email/confirm-email-page.tsx'
import { daySearch } from '../features/day/day-search.ts'
import { InvitePage } from '../features/invite/invite-page.tsx'
import { regionsSearch } from '../features/regions/regions-search.ts'
import { ForgottenPage } from '../features/reset/forgotten-page.tsx'
import { ResetPage } from '../features/reset/reset-page.tsx'
import { SecondFactorPage } from '../features/security/second-factor-page.tsx'
import { SignInPage } from '../features/sign-in/sign-in-page.tsx'
import { WelcomePage } from '../features/welcome/welcome-page.tsx'
import { ConfirmedPage } from '../session/confirmed-page.tsx'
import { ConfirmIdentityDialog } from '../session/confirm-identity-dialog.tsx'
import { rememberPlace } from '../session/last-place.ts'
import { loadSession } from '../session/session.ts'
import { AppShell } from '../shell/app-shell.tsx'
import { DriverPage } from '../shell/driver-page.tsx'
import { PageError } from '../shell/page-error.tsx'
import { PageNotFound } from '../shell/page-not-found.tsx'
import { firstPlace } from './first-place.ts'
import { ownPath } from './own-path.ts'

const rootRoute = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <ConfirmIdentityDialog />
    </>
  ),
  errorComponent: PageError,
  notFoundComponent: () => <PageNotFound />,
})

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: z.object({
    next: ownPath.optional().catch(undefined),
    organization: z.uuid().optional().catch(undefined),
    /** Why a sign-in at a provider failed. */
    problem: z.string().max(40).optional().catch(undefined),
    /** Whether one waits for something yet. */
    pending: z.coerce.number().optional().catch(undefined),
  }),
  component: SignInPage,
})

const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/welcome',
  component: WelcomePage,
})

const inviteRoute = createRoute({ getParentRoute: () => rootRoute, path: '/invite', component: InvitePage })
const resetRoute = createRoute({ getParentRoute: () => rootRoute, path: '/reset', component: ResetPage })
const forgottenRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgotten',
  component: ForgottenPage,
})

const confirmedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/confirmed',
  validateSearch: z.object({
    next: ownPath.optional().catch(undefined),
    /** Why there is no proof. */
    problem: z.string().max(40).optional().catch(undefined),
  }),
  component: ConfirmedPage,
})

const confirmEmailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/confirm-email',
  component: ConfirmEmailPage,
})

const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    const session = await loadSession()
    if (session === null) {
      redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href }, throw: true })
    } else if (session.lacks !== null) {
      if (location.pathname !== '/second-factor') redirect({ to: '/second-factor', throw: true })
    } else if (location.pathname === '/second-factor') {
      redirect({ to: '/', throw: true })
    } else if (session.role === 'driver' && location.pathname !== '/driver') {
      redirect({ to: '/driver', throw: true })
    }
  },
})

const shellRoute = createRoute({
  getParentRoute: () => signedInRoute,
  id: 'shell',
  component: AppShell,
  errorComponent: PageError,
  notFoundComponent: () => <PageNotFound />,
})

const indexRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: async () => {
    const place = await firstPlace()
    if (place === null) redirect({ to: '/start', throw: true })
    else redirect({ to: '/day/$depotId/$date', params: place, throw: true })
  },
})

const startRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/start',
  component: lazyRouteComponent(() => import('../features/welcome/start-page.tsx'), 'StartPage'),
})

const dayRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/day/$depotId/$date',
  validateSearch: daySearch,
  beforeLoad: ({ params }) => {
    if (!localDate.safeParse(params.date).success) redirect({ to: '/', throw: true })
    rememberPlace(params.depotId, params.date)
  },
  component: lazyRouteComponent(() => import('./day-route.tsx'), 'DayRoute'),
})

const importRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/import/$importId',
  component: lazyRouteComponent(() => import('../features/import/import-page.tsx'), 'ImportPage'),
})

const regionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/regions',
  validateSearch: regionsSearch,
  component: lazyRouteComponent(() => import('../features/regions/regions-page.tsx'), 'RegionsPage'),
})

const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
})
const settingsIndexRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/',
  beforeLoad: () => {
    redirect({ to: '/settings/depots', throw: true })
  },
})
const depotsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/depots',
  component: lazyRouteComponent(() => import('../features/settings/depots-section.tsx'), 'DepotsSection'),
})
const settingsRegionsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/regions',
  beforeLoad: () => {
    redirect({ to: '/regions', throw: true })
  },
})
const membersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/members',
  component: lazyRouteComponent(() => import('../features/settings/members-section.tsx'), 'MembersSection'),
})
const rolesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/roles',
  component: lazyRouteComponent(() => import('../features/settings/roles-section.tsx'), 'RolesSection'),
})
const organizationRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/organization',
  component: lazyRouteComponent(
    () => import('../features/settings/organization-section.tsx'),
    'OrganizationSection',
  ),
})
const providersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/sign-in',
  component: lazyRouteComponent(
    () => import('../features/providers/providers-section.tsx'),
    'ProvidersSection',
  ),
})
const keysRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/keys',
  component: lazyRouteComponent(() => import('../features/keys/keys-section.tsx'), 'KeysSection'),
})
const auditRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/audit',
  component: lazyRouteComponent(() => import('../features/audit/audit-section.tsx'), 'AuditSection'),
})
const accountRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/account',
  /** Why connecting a provider failed. */
  validateSearch: z.object({ problem: z.string().max(40).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../features/settings/account-section.tsx'), 'AccountSection'),
})

const operatorRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/operator',
  component: lazyRouteComponent(
    () => import('../features/operator/organizations-page.tsx'),
    'OrganizationsPage',
  ),
})
const managedRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/operator/$organizationId',
  component: lazyRouteComponent(
    () => import('../features/operator/organization-page.tsx'),
    'OrganizationPage',
  ),
})

const secondFactorRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/second-factor',
  component: SecondFactorPage,
})

const driverRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/driver',
  component: DriverPage,
})

const manifestRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/plans/$planId/manifest',
  validateSearch: z.object({ route: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../features/manifest/manifest-page.tsx'), 'ManifestPage'),
})

const routeTree = rootRoute.addChildren([
  signInRoute,
  welcomeRoute,
  inviteRoute,
  resetRoute,
  forgottenRoute,
  confirmEmailRoute,
  confirmedRoute,
  signedInRoute.addChildren([
    shellRoute.addChildren([
      indexRoute,
      startRoute,
      dayRoute,
      importRoute,
      regionsRoute,
      operatorRoute,
      managedRoute,
      settingsRoute.addChildren([
        settingsIndexRoute,
        depotsRoute,
        settingsRegionsRoute,
        membersRoute,
        rolesRoute,
        organizationRoute,
        providersRoute,
        keysRoute,
        auditRoute,
        accountRoute,
      ]),
    ]),
    secondFactorRoute,
    driverRoute,
    manifestRoute,
  ]),
])

/** Every address of the console. */
export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: () => <PageNotFound />,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
