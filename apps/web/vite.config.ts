import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`

export default defineConfig({
  plugins: [react(), tailwindcss()],
  server: {
    host: '127.0.0.1',
    port: 5173,
    // The Origin header is left as it is: the server's own check decides what it trusts.
    proxy: { '/api': { target: server, changeOrigin: false } },
  },
  build: {
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    sourcemap: true,
    // The map is by far the largest part and is loaded only where there is one.
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: {
      output: {
        // In one file, so that no schema in another one is built before zod is told to do without `new Function`.
        codeSplitting: {
          groups: [{ name: 'zod', test: /[\\/]node_modules[\\/]zod[\\/]|[\\/]zod-config\.ts$/ }],
        },
      },
    },
  },
  worker: { format: 'es' },
})
