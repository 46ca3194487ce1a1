/** Counts in sentences. */

/** `1 byte`, `2 bytes`; `plural` where the noun does not take an s: `1 try`, `2 tries`. */
export function pluralize(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
