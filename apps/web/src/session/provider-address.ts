/** The page of the server that sends the browser on to a provider to sign in, and from there to `next`. */
export function providerAddress(provider: string, next: string | undefined): string {
  const query = new URLSearchParams({ provider, ...(next === undefined ? {} : { next }) })
  return `/auth/oidc/start?${query.toString()}`
}
