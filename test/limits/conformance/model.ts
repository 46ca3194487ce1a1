import type { Store } from '../../../src/limits/store.ts';
export async function checkAgainstModel(_s: Store, _a: number, _b: number) {}
