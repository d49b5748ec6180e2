import type { Tool } from './tool.ts'

/** The deed's name: the fact's own comes first, then the caller's; bound to the connection (its uuid). */
export function keyOf<Desk>(
  tool: Tool<Desk>,
  input: Record<string, unknown>,
  connectionId: string,
  key: string,
): string {
  const fact = tool.action.fact?.(input as never)
  return `${connectionId}:${fact ?? key}`.slice(0, 255)
}
