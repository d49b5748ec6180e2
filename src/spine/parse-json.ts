/** What a text says as JSON; undefined where it says nothing of the kind. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
