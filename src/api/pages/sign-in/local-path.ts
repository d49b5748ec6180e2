/**
 * Where signing in leads on to: an address of this very site, for a link can be made by anybody. A plain path, with whatever the
 * screens keep behind the question mark; nothing there can name another site.
 */
export function localPath(next: unknown): string {
  if (typeof next !== 'string' || next.length > 2000) return '/'
  return /^\/(?:[\w-]+(?:\/[\w-]+)*)?(?:\?[\w.~!$&'()*+,;=:@/?%-]*)?$/.test(next) ? next : '/'
}
