/** Where signing in leads on to: a plain path of this very site, for a link can be made by anybody. */
export function localPath(next: unknown): string {
  return typeof next === 'string' && /^\/(?:[\w-]+(?:\/[\w-]+)*)?$/.test(next) ? next : '/'
}
