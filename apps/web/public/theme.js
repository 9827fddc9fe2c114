// Runs before the first paint, as its own file because the content security policy forbids inline scripts.
try {
  const theme = localStorage.getItem('cartage.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is blocked: the system's theme stands.
}
