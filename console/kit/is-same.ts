/** Whether two values from the server, or on their way to it, say the same: compared as the JSON that they are. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
