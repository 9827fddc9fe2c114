import { z } from 'zod'

/**
 * A path of ours to go back to, never an address that a link brought along: browsers read a backslash as a slash, and leave out tabs and
 * line breaks before they look.
 */
export const ownPath = z.string().regex(/^\/(?![/\\])[^\\\p{C}]*$/u)
