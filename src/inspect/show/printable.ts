/** Text for a cell of a table. */

/** Replaces control characters, which a terminal would execute. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '.');
}

/** At most `width` characters, the last of them `…` if there are more. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
