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

interface Meaning {
  readonly status: number
  readonly means: string
}

/** The codes of refusals: their HTTP status, and what they mean to whoever reads the documentation. */
export const codes: Readonly<Record<RefusalCode, Meaning>> = {
  invalid_input: {
    status: 422,
    means: 'The input has another form than is asked for; errors names each flaw.',
  },
  unauthenticated: {
    status: 401,
    means: 'No key or session, or one that has ended. Of a platform: it must be connected again.',
  },
  forbidden: { status: 403, means: 'The caller lacks the permission, or comes from another site.' },
  not_found: { status: 404, means: 'There is nothing of this name, or it is not yours.' },
  conflict: { status: 409, means: 'It does not fit what stands now: look, and decide anew.' },
  rate_limited: { status: 429, means: 'Too much at once: wait as long as Retry-After says.' },
  refused: { status: 409, means: 'The platform, or a rule of this account, said no. Nothing was done.' },
  unavailable: { status: 503, means: 'Not done, for something is out of reach; try again.' },
  unknown_outcome: {
    status: 502,
    means: 'It may have been done, but the answer was lost. It is looked up before anything is repeated.',
  },
  unsupported: { status: 409, means: 'This platform, or this install, cannot do that.' },
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
        status: codes[code].status,
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
