import { toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { newId } from '../../api/new-id.ts'
import { upload } from '../../api/upload.ts'
import { isOrderFileName, orderFileHint } from './order-file-name.ts'

export interface StartImport {
  readonly start: (file: File) => void
  /** The file on its way to the server, with the share that has arrived; null when there is none. */
  readonly sending: { readonly name: string; readonly sent: number; readonly total: number } | null
}

/** Sends an order file and goes to its dry run. */
export function useStartImport(depotId: string, date: string): StartImport {
  const navigate = useNavigate()
  const [sending, setSending] = useState<StartImport['sending']>(null)
  const mutation = useMutation({
    mutationFn: async (file: File) => {
      const id = newId()
      setSending({ name: file.name, sent: 0, total: file.size })
      const query = new URLSearchParams({ id, depotId, date })
      await upload(`/api/uploads/orders?${query.toString()}`, file, {
        onProgress: (sent, total) => {
          setSending({ name: file.name, sent, total })
        },
      })
      return id
    },
    onSuccess: (importId) => navigate({ to: '/import/$importId', params: { importId } }),
    onSettled: () => {
      setSending(null)
    },
  })
  return {
    sending,
    start: (file) => {
      if (mutation.isPending) return
      if (isOrderFileName(file.name)) mutation.mutate(file)
      else toast({ meaning: 'late', text: `${file.name} is not an order file`, detail: orderFileHint })
    },
  }
}
