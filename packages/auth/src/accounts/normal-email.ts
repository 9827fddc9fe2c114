/** An e-mail address as it is stored and compared: the case of letters makes no difference. */
export const normalEmail = (email: string): string => email.trim().toLowerCase()
