import { z } from 'zod'

export const endSessionInput = z.strictObject({ id: z.uuid() })

export type EndSessionInput = z.infer<typeof endSessionInput>
