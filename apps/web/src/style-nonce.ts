import { setNonce } from 'get-nonce'

// Dialogs lock the page behind them with a style element of their own, which the content security policy takes only
// with the nonce of this page.
const { nonce } = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]') ?? {}
if (nonce) setNonce(nonce)
