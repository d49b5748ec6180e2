/** Whether a text is a key of this object; a cast would believe it unseen. */
export function isOneOf<T extends object>(of: T, key: string): key is keyof T & string {
  return Object.hasOwn(of, key)
}
