/** Opens one input: reads its messages, and begins the session that examines them. */
import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES, loadDialect } from '../../protocol/iso8583/dialect/dialect-file.ts';
import { LayoutCache } from '../diagnose/hypotheses/dialect-variants.ts';
import { type Input, type InputKind, readInput } from '../read/input.ts';
import { chunkChecks } from './chunk-checks.ts';
import { Session, type SessionOptions } from './session.ts';

export interface InputOptions extends SessionOptions {
  /** Undefined: detected. */
  readonly kind: InputKind | undefined;
  /** In a capture: the TCP port of the host. */
  readonly port: number | undefined;
}

export interface Source {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface OpenInput {
  readonly source: Source;
  readonly input: Input;
  readonly session: Session;
}

/** Throws an InputError. */
export function openInput(source: Source, options: InputOptions): OpenInput {
  const checks = chunkChecks({ ...options, layouts: new LayoutCache() });
  const input = readInput(source.bytes, source.name, { kind: options.kind, port: options.port, ...checks });
  return { source, input, session: new Session(source.name, options) };
}

/** All shipped dialects; the one that was asked for comes first. */
export function dialectsToTry(asked: Dialect | undefined): readonly Dialect[] {
  const shipped = DIALECT_NAMES.map(loadDialect);
  return asked === undefined ? shipped : [asked, ...shipped.filter(({ name }) => name !== asked.name)];
}

/** The first dialect of the version of an MTI. */
export function dialectOfMti(mti: string, dialects: readonly Dialect[]): Dialect | undefined {
  return dialects.find(({ version }) => mti.startsWith(version)) ?? dialects[0];
}
