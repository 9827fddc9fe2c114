/**
 * The ticked rows after a press on one of them. With `isRange` (Shift held) everything from the row pressed before to
 * this one takes the new state of this one.
 */
export function checkRange(
  checked: ReadonlySet<string>,
  ids: readonly string[],
  press: { readonly id: string; readonly before: string | null; readonly isRange: boolean },
): ReadonlySet<string> {
  const next = new Set(checked)
  const willBe = !checked.has(press.id)
  const to = ids.indexOf(press.id)
  const before = press.isRange && press.before !== null ? ids.indexOf(press.before) : -1
  const from = before < 0 ? to : before
  for (const id of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (willBe) next.add(id)
    else next.delete(id)
  }
  return next
}
