/** Where the audit of HTTP goes: into a file of its own by the setting `httpAudit`, or into the log. */
import { chmodSync, closeSync, fstatSync, openSync } from 'node:fs';
import { destination } from 'pino';
import { ConfigError } from '../config/config-error.ts';
import type { Audit, AuditLine } from '../http/access/audit-line.ts';
import type { Log } from './log.ts';

export interface HttpAudit extends Audit {
  /** After the file was renamed, by a tool that rotates logs. */
  reopen(): void;
  close(): Promise<void>;
}

const FILE_MODE = 0o600;
/** Lines that wait to be written; what is beyond is dropped, and said. */
const WAITING_BYTES_MAX = 16 * 1_048_576;
const REFUSED_FROM = 400;
/** Without a token that is taken, or without the role. */
const UNWELCOME: readonly number[] = [401, 403];

function wordsOf({ status }: AuditLine): string {
  return status < REFUSED_FROM ? 'HTTP change' : 'HTTP request refused';
}

/** Throws a ConfigError when the file cannot be written. */
export function httpAuditOf(path: string, log: Log): HttpAudit {
  return path === '' ? intoLog(log) : intoFile(path, log);
}

function intoLog(log: Log): HttpAudit {
  return {
    transactions: false,
    note: (line) => (UNWELCOME.includes(line.status) ? log.warn(line, wordsOf(line)) : log.info(line, wordsOf(line))),
    reopen: () => {},
    close: async () => {},
  };
}

function intoFile(path: string, log: Log): HttpAudit {
  mustBeWritable(path);
  const file = destination({ dest: path, append: true, mode: FILE_MODE, sync: false, maxLength: WAITING_BYTES_MAX });
  let isTold = false;
  const tell = (why: string): void => {
    if (!isTold) log.error(`Lines of the audit ${path} are lost (${why}); make room, or correct the setting httpAudit.`);
    isTold = true;
  };
  file.on('error', (error: Error) => tell('code' in error ? String(error.code) : error.message));
  file.on('drop', () => tell('they cannot be written fast enough'));
  return {
    transactions: true,
    note: (line) => void file.write(`${JSON.stringify({ time: new Date().toISOString(), msg: wordsOf(line), ...line })}\n`),
    reopen: () => {
      isTold = false;
      file.reopen(path);
    },
    close: () =>
      new Promise((resolve) => {
        file.once('close', resolve);
        file.end();
      }),
  };
}

/** Makes the file, so that a wrong path is told at the start. */
function mustBeWritable(path: string): void {
  try {
    const file = openSync(path, 'a', FILE_MODE);
    if (fstatSync(file).isFile()) chmodSync(path, FILE_MODE);
    closeSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ConfigError(`httpAudit: ${path} cannot be written (${code}); give a path in a folder that exists and may be written to.`);
  }
}
