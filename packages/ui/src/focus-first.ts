/**
 * Where focus goes when a panel opens: its first field, so that typing can begin. Under a finger the panel itself, as
 * a field would raise the keyboard over it. Never the close button, whose tooltip would greet everybody.
 */
export function focusFirst(panel: HTMLElement): void {
  const isFinger = matchMedia('(pointer: coarse)').matches
  const first = isFinger
    ? null
    : panel.querySelector<HTMLElement>(
        '[data-body] :is(input, select, textarea, button, a[href]):not(:disabled)',
      )
  ;(first ?? panel).focus({ preventScroll: true })
}
