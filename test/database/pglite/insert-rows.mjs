// A process of its own: inserts rows into the PGlite folder of its argument, one transaction each, and says which are committed.
// Told to by its standard input: one line, one row.
import { createInterface } from 'node:readline';
import { openDatabase } from '../../../dist/database/open-database.js';

const [folder, migrations] = process.argv.slice(2);
try {
  const database = await openDatabase({ address: `pglite:${folder}`, migrations, warn: console.error });
  console.log('open');
  for await (const line of createInterface({ input: process.stdin })) {
    await database.transaction((sql) => sql.query('INSERT INTO persons (name) VALUES ($1)', [line]));
    console.log(line);
  }
} catch (error) {
  console.log(error.message);
}
