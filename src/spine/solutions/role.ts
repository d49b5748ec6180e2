/** What one process of an install can be: its doors alone, its jobs alone, or both. */
export const roles = ['api', 'worker', 'all'] as const
export type Role = (typeof roles)[number]
