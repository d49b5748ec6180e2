import type { Problem as Told } from '#src/api/problem.ts'

/** A refusal of the server, or that it could not be reached. */
export class Problem extends Error {
  readonly told: Told
  readonly retryAfterSeconds: number | undefined

  constructor(told: Told, retryAfterSeconds?: number) {
    super(told.detail)
    this.told = told
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export function isProblem(error: unknown): error is Problem {
  return error instanceof Problem
}

/** Whether an error says that this person may not see it. */
export function isForbidden(error: unknown): boolean {
  return isProblem(error) && error.told.code === 'forbidden'
}

/** What stands for the server where it gave no answer at all. */
export function unreachable(): Problem {
  return new Problem({
    type: '/docs#unavailable',
    title: 'unreachable',
    status: 0,
    detail: 'The server could not be reached.',
    instance: '',
    code: 'unreachable',
    retryable: true,
  })
}

export async function readProblem(answer: Response): Promise<Problem> {
  const seconds = Number(answer.headers.get('retry-after'))
  const text = await answer.text()
  const told = asProblem(text) ?? {
    type: '/docs#internal',
    title: answer.statusText,
    status: answer.status,
    detail: answer.statusText,
    instance: answer.headers.get('x-request-id') ?? '',
    code: 'internal',
    retryable: answer.status >= 500,
  }
  return new Problem(told, seconds > 0 ? seconds : undefined)
}

function asProblem(text: string): Told | undefined {
  try {
    const read: unknown = JSON.parse(text)
    return isTold(read) ? read : undefined
  } catch {
    return undefined
  }
}

function isTold(read: unknown): read is Told {
  return typeof read === 'object' && read !== null && 'code' in read && 'detail' in read && 'instance' in read
}
