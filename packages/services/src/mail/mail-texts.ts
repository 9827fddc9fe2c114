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
