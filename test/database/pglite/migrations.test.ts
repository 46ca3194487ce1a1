import { migrationSuite } from '../conformance/migration-suite.ts';
import { pgliteFolders } from '../support/pglite-folders.ts';

const newFolder = pgliteFolders();
migrationSuite('PGlite', async () => `pglite:${newFolder()}`);
