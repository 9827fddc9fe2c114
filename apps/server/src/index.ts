export { serveMain } from './serve-main.ts'
export { rotateKey } from './rotate-key.ts'
