import { serveMain } from './serve-main.ts'

process.exitCode = await serveMain(process.argv.slice(2), process.cwd())
