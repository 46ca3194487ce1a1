/** What a PostgreSQL server must be. */
import { DatabaseError } from '../database.ts';
import type { Engine } from '../engine.ts';
import { SERVER_VERSION_MIN } from './postgres-limits.ts';

const REQUIREMENTS = "SELECT current_setting('server_version_num'), current_setting('server_version'), current_setting('server_encoding')";
const MAJOR = 10_000;

/** Rejects with a DatabaseError when it does not answer, is too old or keeps texts in another encoding. */
export async function requireServer(engine: Engine, versionMin: number = SERVER_VERSION_MIN): Promise<void> {
  const { rows } = await engine.query(REQUIREMENTS, []).catch((error: unknown) => {
    const { code, message } = engine.failureOf(error);
    throw new DatabaseError(code, `${message.replace(/\.$/, '')}; start the server, or correct the address.`);
  });
  const [number, version, encoding] = rows[0] ?? [];
  if (Number(number) < versionMin) {
    const oldest = versionMin / MAJOR;
    throw new DatabaseError(
      'faulty',
      `The database ${engine.description} is PostgreSQL ${version}; give one of version ${oldest} or later.`,
    );
  }
  if (encoding !== 'UTF8') {
    throw new DatabaseError(
      'faulty',
      `The database ${engine.description} keeps texts as ${encoding}; make one with ENCODING 'UTF8' TEMPLATE template0.`,
    );
  }
}
