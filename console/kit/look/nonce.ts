import { setNonce } from 'get-nonce'

/** The nonce of this page, by which alone styles may be added to it. The dialogs' scroll lock asks for it elsewhere than Mantine. */
export function takeNonce(): string {
  const meta = document.querySelector('meta[property="csp-nonce"]')
  const nonce = meta instanceof HTMLElement ? meta.nonce : ''
  setNonce(nonce)
  return nonce
}
