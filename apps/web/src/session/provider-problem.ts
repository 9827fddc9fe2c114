/** Why a sign-in or a fresh proof at a provider failed, by the reason that the server sends the browser back with. */
const words: Readonly<Record<string, string>> = {
  OIDC_STATE: 'That took too long, was finished already, or was begun in another window. Start again.',
  OIDC_GONE: 'This way to sign in is not offered any more.',
  OIDC_DENIED: 'The sign-in was cancelled at the provider.',
  OIDC_DOWN: 'The provider does not answer right now. Try again in a moment, or sign in with your password.',
  OIDC_ANSWER:
    'The provider gave an answer that cannot be trusted or is not set up for Cartage. An administrator can test the connection.',
  OIDC_EMAIL:
    'The provider does not say that your e-mail address is verified. Sign in with your password, then connect the provider under Settings → Account.',
  OIDC_NO_ACCESS:
    'The provider knows you, and you have no access here. Ask an administrator of your organization for an invitation.',
  OIDC_TAKEN:
    'This account or the one at the provider is connected with another one already. Disconnect that first.',
  OIDC_AUTH_TIME:
    'The provider does not say when you signed in there (auth_time), so it proves nothing. Whoever runs it can switch that on. Until then, a new sign-in counts: sign out and in again.',
  OIDC_NOT_ANEW: 'The provider did not ask you to sign in anew. Sign out there, then confirm again.',
  OIDC_NOT_YOU:
    'You signed in at the provider as somebody else than you are here. Sign in there as yourself.',
  OIDC_BOUND:
    'Your account opens more than this organization, for which its provider does not speak. Set a password to confirm with: sign out and choose “Forgotten the password?”.',
  OIDC_NO_PROOF: 'Show your password, your second factor or a passkey instead.',
  RATE_LIMIT: 'Too many attempts. Try again in a minute.',
}

/** Only words of our own: what stands in an address may be anybody's. */
export const problemWords = (reason: string): string =>
  (Object.hasOwn(words, reason) ? words[reason] : undefined) ?? 'The sign-in at the provider did not work.'
