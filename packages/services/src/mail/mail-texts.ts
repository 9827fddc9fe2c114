import type { Mail } from './mailer.ts'

interface Invitation {
  readonly email: string
  readonly name: string
  readonly organizationName: string
  readonly link: string
}

/** What somebody who is invited reads. */
export const invitationMail = ({ email, name, organizationName, link }: Invitation): Mail => ({
  to: email,
  subject: `Invitation to ${organizationName}`,
  text: `Hello ${name},

you are invited to ${organizationName} on Cartage. Open this link and choose a password:

${link}

It works once, within 72 hours. If you do not know why you got this, leave it alone.
`,
})

/** What somebody reads who forgot their password. */
export const resetMail = ({ email, name, link }: Pick<Invitation, 'email' | 'name' | 'link'>): Mail => ({
  to: email,
  subject: 'A new password for Cartage',
  text: `Hello ${name},

somebody, probably you, asked for a new password. Open this link and choose one:

${link}

It works once, within an hour. If it was not you, leave it alone: nothing has changed.
`,
})

interface AddressChange {
  readonly to: string
  readonly name: string
  /** The address that is new, or is to be. */
  readonly address: string
  readonly publicUrl: string
}

/** What the new address of somebody is sent; opening the link shows that it is theirs. */
export const confirmEmailMail = ({
  to,
  name,
  link,
}: Pick<AddressChange, 'to' | 'name'> & { readonly link: string }): Mail => ({
  to,
  subject: 'Your new address for Cartage',
  text: `Hello ${name},

somebody, probably you, wants to sign in to Cartage with this address from now on. Open this link to say that it is yours:

${link}

It works once, within an hour. If it was not you, leave it alone: nothing changes.
`,
})

/** What the old address reads while there is still time. */
export const emailAskedMail = ({ to, name, address, publicUrl }: AddressChange): Mail => ({
  to,
  subject: 'Another address for your Cartage account',
  text: `Hello ${name},

somebody, probably you, wants to sign in to your Cartage account with ${address} in place of this address. It holds once the link that we sent there is opened.

If it was not you, change your password under ${publicUrl}/settings/account: that ends it.
`,
})

/** What the old address reads once it is none any more. */
export const emailChangedMail = ({ to, name, address, publicUrl }: AddressChange): Mail => ({
  to,
  subject: 'Your Cartage account has another address',
  text: `Hello ${name},

from now on you sign in to Cartage with ${address} in place of this address. If it was not you, tell an administrator of your organization: they can lock the account.

${publicUrl}
`,
})

interface UnusualSignIn {
  readonly to: string
  readonly who: string
  readonly isOwn: boolean
  readonly reasons: readonly string[]
  readonly publicUrl: string
}

/** What a person and their administrators read about a sign-in that was unlike the person. */
export const unusualSignInMail = ({ to, who, isOwn, reasons, publicUrl }: UnusualSignIn): Mail => ({
  to,
  subject: 'An unusual sign-in to Cartage',
  text: `Hello,

${isOwn ? 'somebody, probably you,' : who} signed in to Cartage with ${isOwn ? 'your' : 'their'} password, and it was unlike the earlier times: ${reasons.join(', ')}.

${
  isOwn
    ? `If it was you, there is nothing to do. If not, end the session under ${publicUrl}/settings/account and change the password. A second factor, set up on the same page, would have been asked for.`
    : `Ask them whether it was they. If not, end the session under ${publicUrl}/settings/members.`
}
`,
})
