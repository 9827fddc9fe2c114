import { z } from 'zod'

// Imported before any schema is built: zod would otherwise compile parsers with `new Function`, which the content
// security policy refuses.
z.config({ jitless: true })
