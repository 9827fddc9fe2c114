import './zod-config.ts'
import './style-nonce.ts'
import './app.css'
import { UiProvider } from '@cartage/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api/query-client.ts'
import { router } from './routes/router.tsx'

const root = document.querySelector('#app')
if (root === null) throw new Error('index.html has no element #app.')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <UiProvider>
        <RouterProvider router={router} />
      </UiProvider>
    </QueryClientProvider>
  </StrictMode>,
)
