import type { Services } from '../context.ts'

/** The one address to which providers send browsers back. */
export const redirectUriOf = ({ publicUrl }: Pick<Services, 'publicUrl'>): string =>
  `${publicUrl}/auth/oidc/callback`
