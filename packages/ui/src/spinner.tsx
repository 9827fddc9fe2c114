import { LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'

/** A small sign that something runs; put beside words, never alone. */
export function Spinner({ size = 14 }: { readonly size?: number }): ReactNode {
  return <LoaderCircle aria-hidden size={size} className="animate-spin" />
}
