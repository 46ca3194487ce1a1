/** `1 byte`, `2 bytes`: numbers of things that take an s. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
