export { defaultLimits } from './limits.ts'
export { serveRegions } from './serve-regions.ts'
