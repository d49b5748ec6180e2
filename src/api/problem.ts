import { isRefusal, type Flaw, type RefusalCode } from '#spine/refusal.ts'

/** RFC 9457, with a stable code and the request's id. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly instance: string
  readonly code: string
  readonly retryable: boolean
  readonly errors?: readonly Flaw[]
}

const statusOf: Readonly<Record<RefusalCode, number>> = {
  invalid_input: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  refused: 409,
  unavailable: 503,
  unknown_outcome: 502,
  unsupported: 409,
}

/** What a caller may know of an error. A defect says nothing but its request id. */
export function problemOf(
  error: unknown,
  requestId: string,
  publicUrl: string,
): { problem: Problem; retryAfter?: number } {
  if (isRefusal(error)) {
    const { code, says, flaws, retryAfterSeconds } = error
    return {
      problem: problem({
        code,
        status: statusOf[code],
        detail: says,
        requestId,
        publicUrl,
        isRetryable: retryAfterSeconds !== undefined,
        flaws,
      }),
      ...(retryAfterSeconds !== undefined && { retryAfter: retryAfterSeconds }),
    }
  }
  return {
    problem: problem({
      code: 'internal',
      status: 500,
      detail: 'This is our mistake. The request id helps to find it.',
      requestId,
      publicUrl,
      isRetryable: true,
    }),
  }
}

/** One problem, by its parts. */
export function problem(of: {
  code: string
  status: number
  detail: string
  requestId: string
  publicUrl: string
  isRetryable?: boolean
  flaws?: readonly Flaw[]
}): Problem {
  return {
    type: `${of.publicUrl}/docs#${of.code}`,
    title: of.code.replaceAll('_', ' '),
    status: of.status,
    detail: of.detail,
    instance: of.requestId,
    code: of.code,
    retryable: of.isRetryable ?? false,
    ...(of.flaws && of.flaws.length > 0 && { errors: of.flaws }),
  }
}
