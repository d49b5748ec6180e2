/** English as the server says it, and the same in another language; `{{name}}` stands for what differs each time. */
export type Dictionary = Readonly<Record<string, string>>
