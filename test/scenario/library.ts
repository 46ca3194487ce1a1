import { filesUnder } from '../support/sources.ts';

const SHIPPED: readonly string[] = filesUnder('examples/scenarios', '.yaml');
const isOfProgramme = (path: string): boolean => path.startsWith('examples/scenarios/programme/');

/** The scenarios that are shipped, by path from the root. */
export const LIBRARY: readonly string[] = SHIPPED.filter((path) => !isOfProgramme(path));
/** Those with an office, which brings a database. */
export const PROGRAMME_LIBRARY: readonly string[] = SHIPPED.filter(isOfProgramme);
