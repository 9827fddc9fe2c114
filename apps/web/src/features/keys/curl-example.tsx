import type { ReactNode } from 'react'

/** How a program asks with a key; the key itself stays out of it, and of the history of the shell. */
export function CurlExample(): ReactNode {
  const text = `curl "${window.location.origin}/api/trpc/depots.list" \\
  -H "Authorization: Bearer $CARTAGE_KEY"`
  return (
    <pre
      aria-label="Example for the shell"
      className="max-w-full rounded-m bg-well px-3 py-2 text-left text-12 break-words whitespace-pre-wrap select-all"
    >
      {text}
    </pre>
  )
}
