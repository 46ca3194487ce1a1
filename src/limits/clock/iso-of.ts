/** An instant as people read it: `2026-01-01T00:00:00.000Z`. */
export function isoOf(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
