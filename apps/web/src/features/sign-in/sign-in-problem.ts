/** Why a sign-in at a provider failed, by the reason that the server sends the browser back with. */
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
  RATE_LIMIT: 'Too many attempts. Try again in a minute.',
}

/** Only words of our own: what stands in an address may be anybody's. */
export const problemWords = (reason: string): string =>
  (Object.hasOwn(words, reason) ? words[reason] : undefined) ?? 'The sign-in at the provider did not work.'
