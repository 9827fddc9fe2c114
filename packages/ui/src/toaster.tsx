import { Undo2, X } from 'lucide-react'
import { Toast as Radix } from 'radix-ui'
import { useSyncExternalStore, type ReactNode } from 'react'
import { MeaningIcon } from './badge.tsx'
import { IconButton } from './icon-button.tsx'
import { toastStore } from './toast-store.ts'

const actionClass =
  'inline-flex h-(--control-s) shrink-0 items-center gap-1 rounded-m px-2 text-13 font-strong text-accent hover:bg-hover active:bg-press'

/** Brings the focus to the messages; the default, F8, is wanted elsewhere. */
const toastKeys = ['altKey', 'KeyT']

/**
 * Where toasts appear; rendered once, by UiProvider. What can be undone stays for ten seconds, the rest for six. A page
 * keeps them off its own edges with the properties `--toast-right` and `--toast-bottom`.
 */
export function Toaster(): ReactNode {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.snapshot, toastStore.snapshot)
  return (
    <Radix.Provider swipeDirection="right" label="Message">
      {toasts.map((item) => (
        <Radix.Root
          key={item.id}
          duration={item.meaning === 'late' ? 12_000 : item.undo === undefined ? 6_000 : 10_000}
          onOpenChange={(open) => {
            if (!open) toastStore.dismiss(item.id)
          }}
          className="flex animate-pop items-center gap-2 rounded-l bg-raised py-1.5 pr-1.5 pl-3 shadow-pop"
        >
          {item.meaning === undefined ? null : <MeaningIcon meaning={item.meaning} />}
          <div className="min-w-0 flex-1 py-1">
            <Radix.Title className="text-13 font-strong">{item.text}</Radix.Title>
            {item.detail === undefined ? null : (
              <Radix.Description className="text-12 text-ink-2">{item.detail}</Radix.Description>
            )}
          </div>
          {item.action === undefined ? null : (
            <Radix.Action altText={item.action.label} onClick={item.action.run} className={actionClass}>
              {item.action.label}
            </Radix.Action>
          )}
          {item.undo === undefined ? null : (
            <Radix.Action
              altText="Undo: take the last step back"
              onClick={() => {
                void item.undo?.()
              }}
              className={actionClass}
            >
              <Undo2 aria-hidden size={14} />
              Undo
            </Radix.Action>
          )}
          <Radix.Close asChild>
            <IconButton label="Dismiss" icon={X} size="s" />
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport
        hotkey={toastKeys}
        label="Messages ({hotkey})"
        className="fixed right-[calc(16px+var(--toast-right,0px))] bottom-[calc(16px+var(--toast-bottom,0px))] z-50 flex w-108 max-w-[calc(100vw-32px)] flex-col gap-2 outline-none"
      />
    </Radix.Provider>
  )
}
