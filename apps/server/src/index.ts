export { serveMain } from './serve-main.ts'
