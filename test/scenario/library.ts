import { filesUnder } from '../support/sources.ts';

/** The scenarios that are shipped, by path from the root. */
export const LIBRARY: readonly string[] = filesUnder('examples/scenarios', '.yaml');
