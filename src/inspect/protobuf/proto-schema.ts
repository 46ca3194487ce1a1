/** Names and numbers of the fields of the protobuf wire, from the file that is generated of the .proto. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface ProtoField {
  readonly name: string;
  /** A scalar such as `uint32`, a message or an enum. */
  readonly type: string;
  readonly isRepeated: boolean;
}

interface FieldJson {
  readonly type: string;
  readonly id: number;
  readonly rule?: string;
}

interface TypeJson {
  readonly fields?: Readonly<Record<string, FieldJson>>;
  readonly values?: Readonly<Record<string, number>>;
}

interface FileJson {
  readonly nested: { readonly aksept: { readonly nested: { readonly v1: { readonly nested: Readonly<Record<string, TypeJson>> } } } };
}

const FILE = new URL('../../protocol/protobuf/gen/authorization.json', import.meta.url);

/** All messages and enums of the wire, by name. */
export class ProtoSchema {
  readonly #fields = new Map<string, ReadonlyMap<number, ProtoField>>();
  readonly #values = new Map<string, ReadonlyMap<number, string>>();

  constructor(types: Readonly<Record<string, TypeJson>>) {
    for (const [name, { fields, values }] of Object.entries(types)) {
      const numbered = Object.entries(fields ?? {}).map(
        ([field, { type, id, rule }]) => [id, { name: field, type, isRepeated: rule === 'repeated' }] as const,
      );
      if (fields !== undefined) this.#fields.set(name, new Map(numbered));
      if (values !== undefined) this.#values.set(name, new Map(Object.entries(values).map(([value, number]) => [number, value])));
    }
  }

  isMessage(type: string): boolean {
    return this.#fields.has(type);
  }

  isEnum(type: string): boolean {
    return this.#values.has(type);
  }

  /** Undefined for a field that this release does not know. */
  field(message: string, number: number): ProtoField | undefined {
    return this.#fields.get(message)?.get(number);
  }

  /** `OUTCOME_APPROVED`; empty for a number that the enum does not have. */
  valueName(type: string, number: number): string {
    return this.#values.get(type)?.get(number) ?? '';
  }
}

let read: ProtoSchema | undefined;

/** Read on first use: a server whose messages nobody lists does not need it. */
export function protoSchema(): ProtoSchema {
  read ??= new ProtoSchema((JSON.parse(readFileSync(fileURLToPath(FILE), 'utf8')) as FileJson).nested.aksept.nested.v1.nested);
  return read;
}
