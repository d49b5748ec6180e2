/** A value as JSON brings it: times are texts by then. */
export type Sent<T> = unknown extends T
  ? T
  : T extends Date
    ? string
    : T extends readonly (infer Item)[]
      ? Sent<Item>[]
      : T extends object
        ? { -readonly [K in keyof T]: Sent<T[K]> }
        : T
