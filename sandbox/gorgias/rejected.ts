/** A call the simulated platform refuses, in its words: `{ error: { msg, data } }` under this HTTP status. */
export class Rejected extends Error {
  readonly status: number
  readonly details: unknown

  constructor(status: number, message: string, details?: unknown) {
    super(message)
    this.status = status
    this.details = details
  }
}
