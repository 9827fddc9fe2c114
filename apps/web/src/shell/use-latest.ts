import { useLayoutEffect, useRef, type RefObject } from 'react'

/** A ref that always holds the newest value, for callbacks that outlive a render. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value)
  useLayoutEffect(() => {
    latest.current = value
  })
  return latest
}
