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
