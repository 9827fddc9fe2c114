/** Brings the first thing that a form complains about into sight and, where it is a control, into focus. */
export function showFirstProblem(form: HTMLFormElement): void {
  // After React has drawn the complaints.
  requestAnimationFrame(() => {
    const problem = form.querySelector<HTMLElement>('[aria-invalid=true], [role=alert]')
    problem?.scrollIntoView({ block: 'center' })
    problem?.focus({ preventScroll: true })
  })
}
