import { useEffect } from 'react'

/** Keeps messages off what is at the right and the bottom of the page, so many pixels wide and high. */
export function useToastPlace({ right, bottom }: { readonly right: number; readonly bottom: number }): void {
  useEffect(() => {
    const { style } = document.documentElement
    style.setProperty('--toast-right', `${right}px`)
    style.setProperty('--toast-bottom', `${bottom}px`)
    return () => {
      style.removeProperty('--toast-right')
      style.removeProperty('--toast-bottom')
    }
  }, [right, bottom])
}
