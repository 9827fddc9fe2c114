import type { OidcProviderId } from '@cartage/domain'
import type { TestProvider } from '@cartage/testing'
import type { Auth, FlowEnd, SessionContext, SessionRead } from '../src/index.ts'
import { aBrowser } from './people.ts'

export const REDIRECT_URI = 'http://localhost:3000/auth/oidc/callback'

/** A browser of somebody who signs in at a provider. */
export class ProviderBrowser {
  readonly #auth: Auth
  readonly #provider: TestProvider
  readonly #cookies = new Map<string, string>()
  readonly #origin = aBrowser()

  constructor(auth: Auth, provider: TestProvider) {
    this.#auth = auth
    this.#provider = provider
  }

  get origin() {
    const cookieHeader = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return { ...this.#origin, cookieHeader }
  }

  keep(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      this.#cookies.set(name, value)
    }
  }

  /** Where the provider sends the browser back to. */
  async goTo(
    providerId: OidcProviderId,
    subject: string,
    changes?: Readonly<Record<string, string>>,
  ): Promise<URLSearchParams> {
    const { url, cookies } = await this.#auth.oidc.startSignIn({
      providerId,
      redirectUri: REDIRECT_URI,
      next: '/start',
      remoteAddress: this.#origin.remoteAddress,
    })
    this.keep(cookies)
    return (await this.#provider.follow(url, subject, changes)).searchParams
  }

  /** The same for somebody who is signed in, to prove who they are. */
  async goToProve(
    session: SessionContext,
    subject: string,
    changes?: Readonly<Record<string, string>>,
  ): Promise<URLSearchParams> {
    const { url, cookies } = await this.#auth.oidc.startProof({
      session,
      redirectUri: REDIRECT_URI,
      next: '/confirmed',
    })
    this.keep(cookies)
    return (await this.#provider.follow(url, subject, changes)).searchParams
  }

  /** Who is signed in in it. */
  session(): Promise<SessionRead | null> {
    return this.#auth.readSession(this.origin)
  }

  async comeBack(query: URLSearchParams, session: SessionContext | null = null): Promise<FlowEnd> {
    const end = await this.#auth.oidc.complete({ ...this.origin, query, redirectUri: REDIRECT_URI, session })
    this.keep(end.cookies)
    return end
  }

  async signIn(providerId: OidcProviderId, subject: string): Promise<FlowEnd> {
    return this.comeBack(await this.goTo(providerId, subject))
  }
}
