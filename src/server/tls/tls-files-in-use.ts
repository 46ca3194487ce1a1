/**
 * The TLS files of the wires or of HTTP while the server runs: read at the start, and read again
 * when they change. New files that are wrong change nothing, and the log says so.
 */
import { ConfigError } from '../../config/config-error.ts';
import { stampOf } from '../../config/file-stamp.ts';
import { demandsAccess } from '../../config/http-access.ts';
import type { Settings } from '../../config/settings-table.ts';
import { readTlsFiles, type TlsMaterial, type TlsNames, type TlsPaths } from '../../tls/tls-files.ts';
import type { Log } from '../log.ts';
import { ChangeDetector } from './change-detector.ts';
import { type TerminalNames, terminalNames } from './terminal-names.ts';
import { TlsLayer, type TlsLayerParts } from './tls-layer.ts';

/** Which settings: those of the listeners for terminals, or those of HTTP. */
export type TlsSide = 'tls' | 'httpTls';

interface Content {
  readonly material: TlsMaterial;
  /** Undefined: a client certificate may use any terminal id. */
  readonly terminals: TerminalNames | undefined;
}

const WORDS = { cn: true, uri: true } as const;

function namesOf(side: TlsSide): TlsNames {
  return { cert: `${side}Cert`, key: `${side}Key`, ca: `${side}ClientCa` };
}

function pathsOf(side: TlsSide, settings: Settings): TlsPaths {
  return { cert: settings[`${side}Cert`], key: settings[`${side}Key`], ca: settings[`${side}ClientCa`] };
}

export class TlsFilesInUse {
  readonly #side: TlsSide;
  readonly #settings: Settings;
  readonly #log: Log;
  readonly #changes: ChangeDetector;
  readonly #layers: TlsLayer[] = [];
  #content: Content;

  private constructor(side: TlsSide, settings: Settings, log: Log) {
    this.#side = side;
    this.#settings = settings;
    this.#log = log;
    this.#changes = new ChangeDetector(this.#stamp());
    this.#content = this.#read();
    this.#warn(this.#content.material);
  }

  /** Undefined when the settings ask for no TLS. Throws a ConfigError. */
  static open(side: TlsSide, settings: Settings, log: Log): TlsFilesInUse | undefined {
    const { cert, key, ca } = pathsOf(side, settings);
    const names = namesOf(side);
    if (cert === '' && ca !== '')
      throw new ConfigError(`${names.ca} is set without ${names.cert}; set ${names.cert} and ${names.key}, too.`);
    if (side === 'tls' && ca === '' && settings.tlsTerminals !== '') {
      throw new ConfigError('tlsTerminals is set without tlsClientCa; set tlsClientCa, so that terminals must show a certificate.');
    }
    return cert === '' && key === '' ? undefined : new TlsFilesInUse(side, settings, log);
  }

  get demandsCertificate(): boolean {
    return pathsOf(this.#side, this.#settings).ca !== '';
  }

  /** Where HTTP demands a certificate or a token, a client may come without a certificate. */
  get #takesNone(): boolean {
    return this.#side === 'httpTls' && demandsAccess(this.#settings);
  }

  /** Until when the certificate in use is valid; undefined when the file has none. */
  get notAfterMs(): number | undefined {
    const { certificate } = this.#content.material;
    return certificate === undefined ? undefined : Date.parse(certificate.validTo);
  }

  get terminals(): TerminalNames | undefined {
    return this.#content.terminals;
  }

  /** A layer of TLS that follows the files. */
  layer(onRefused: TlsLayerParts['onRefused']): TlsLayer {
    const { demandsCertificate } = this;
    const takesNone = this.#takesNone;
    const { tlsHandshakeTimeoutMs: handshakeTimeoutMs } = this.#settings;
    const layer = new TlsLayer({ material: this.#content.material, demandsCertificate, takesNone, handshakeTimeoutMs, onRefused });
    this.#layers.push(layer);
    return layer;
  }

  /** Reads the files again if they have changed and are at rest since the last look. */
  look(): void {
    if (this.#changes.look(this.#stamp())) this.#replace('have changed');
  }

  /** Reads the files again. False when they are wrong; then the earlier ones stay in use. */
  reload(): boolean {
    this.#changes.accept(this.#stamp());
    return this.#replace('were read again');
  }

  /** Ends unfinished handshakes. */
  close(): void {
    for (const layer of this.#layers) layer.close();
  }

  #replace(what: string): boolean {
    const { cert } = namesOf(this.#side);
    try {
      this.#content = this.#read();
      for (const layer of this.#layers) layer.use(this.#content.material);
    } catch (error) {
      const sentence = error instanceof Error ? error.message : 'The TLS files cannot be used.';
      this.#log.error({ setting: cert }, `The TLS files ${what}, and the earlier ones stay in use: ${sentence}`);
      return false;
    }
    const { certificate } = this.#content.material;
    this.#log.info({ setting: cert, validTo: certificate?.validTo }, `The TLS files ${what}; new connections use them.`);
    this.#warn(this.#content.material);
    return true;
  }

  #read(): Content {
    const { tlsTerminals } = this.#settings;
    const paths = pathsOf(this.#side, this.#settings);
    const material = readTlsFiles(paths, namesOf(this.#side), this.#settings[`${this.#side}MinVersion`], Date.now());
    return { material, terminals: this.#side === 'tls' ? terminalNames(tlsTerminals) : undefined };
  }

  #stamp(): string {
    const { tlsTerminals } = this.#settings;
    const { cert, key, ca } = pathsOf(this.#side, this.#settings);
    const file = this.#side === 'tls' && !Object.hasOwn(WORDS, tlsTerminals) ? tlsTerminals : '';
    return stampOf([cert, key, ca, file].filter((path) => path !== ''));
  }

  #warn({ warnings }: TlsMaterial): void {
    for (const sentence of warnings) this.#log.warn(sentence);
  }
}
