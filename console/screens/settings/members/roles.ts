/** Members' roles, from the one that may most. */
export const roles = { owner: 0, admin: 0, agent: 0, viewer: 0 } as const
export type Role = keyof typeof roles
