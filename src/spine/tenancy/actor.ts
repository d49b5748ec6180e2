import { isPermission, permissions, type Permission, type Role } from './permissions.ts'

/** By which door a deed came in. */
export type Via = 'rest' | 'mcp' | 'cli' | 'job' | 'console'

/** Who acts, for one tenant. Its permissions are resolved once, at the door; nothing below asks for roles. */
export interface Actor {
  readonly tenantId: string
  readonly kind: 'member' | 'key' | 'solution' | 'system'
  /** Prefixed id (`mem_…`, `key_…`) or the solution's name. */
  readonly id: string
  readonly name: string
  readonly permissions: ReadonlySet<Permission>
  /** Where present, only these tools (`gorgias.create_ticket`) may be used, whatever the permissions say. */
  readonly tools?: ReadonlySet<string>
  readonly via: Via
  /** A member's; policies may speak of it. What may be done hangs upon permissions alone. */
  readonly role?: Role
  /** The signed-in session, where there is one; `ageSeconds` since the sign-in, by the database's clock. */
  readonly session?: { readonly id: string; readonly ageSeconds: number }
}

/** A solution at work: it may use every action, and nothing else of the house. */
export function solutionActor(tenantId: string, solution: string): Actor {
  return {
    tenantId,
    kind: 'solution',
    id: solution,
    name: solution,
    permissions: new Set(
      Object.keys(permissions)
        .filter(isPermission)
        .filter(word => word.startsWith('act:')),
    ),
    via: 'job',
  }
}

/** The operator at the machine itself: the CLI and the first start. A door that strangers reach must never make one. */
export function systemActor(tenantId: string, via: Via): Actor {
  return {
    tenantId,
    kind: 'system',
    id: 'operator',
    name: 'the operator',
    permissions: new Set(Object.keys(permissions).filter(isPermission)),
    via,
  }
}
