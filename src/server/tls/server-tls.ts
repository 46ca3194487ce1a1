/** TLS of a running server: its files on both sides, and when they are read again. */
import type { Settings } from '../../config/settings-table.ts';
import type { Log } from '../log.ts';
import { TlsFilesInUse } from './tls-files-in-use.ts';

export class ServerTls {
  /** Undefined: the listeners for terminals take no TLS. */
  readonly wires: TlsFilesInUse | undefined;
  /** Undefined: HTTP, not HTTPS. */
  readonly http: TlsFilesInUse | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** Reads the files. Throws a ConfigError. */
  constructor(settings: Settings, log: Log) {
    this.wires = TlsFilesInUse.open('tls', settings, log);
    this.http = TlsFilesInUse.open('httpTls', settings, log);
  }

  /** From now on, looks at the files every `periodMs`. 0: never. */
  follow(periodMs: number): void {
    if (this.#all.length === 0 || periodMs === 0) return;
    this.#timer = setInterval(() => {
      for (const files of this.#all) files.look();
    }, periodMs).unref();
  }

  /** Reads all files again. False when some are wrong; then the earlier ones stay in use. */
  reload(): boolean {
    return this.#all.map((files) => files.reload()).every((done) => done);
  }

  /** Ends unfinished handshakes, and follows the files no longer. */
  close(): void {
    clearInterval(this.#timer);
    for (const files of this.#all) files.close();
  }

  get #all(): readonly TlsFilesInUse[] {
    return [this.wires, this.http].filter((files) => files !== undefined);
  }
}
