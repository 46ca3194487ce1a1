/** Two public implementations of ISO 8583 that come without types: what of them is used here. */
declare module 'iso_8583' {
  type Fields = Readonly<Record<string, string>>;

  export default class Iso8583 {
    constructor(message?: Fields, customFormats?: Readonly<Record<string, object>>);
    /** Two bytes of length and the message; of a message that cannot be packed, what is wrong. */
    getBufferMessage(): Buffer | { readonly error: string };
    /** The same message with the MTI of its answer: 0200 becomes 0210. */
    toResponse(): Record<string, string>;
    getIsoJSON(bytes: Buffer, config?: { readonly lenHeader: boolean }): Record<string, string> | { readonly error: string };
  }
}

declare module 'jspos' {
  type FieldPackager = object;
  type MakesPackager = new (length: number, description: string, pad: boolean) => FieldPackager;

  export class ISOBasePackager {
    setFieldPackager(fields: readonly (FieldPackager | undefined)[]): void;
    createISOMsg(): ISOMsg;
  }

  interface ISOMsg {
    /** By element number; 0 and up: elements. */
    readonly fields: Readonly<Record<string, unknown>>;
    setMTI(mti: string): void;
    /** Binary elements as hexadecimal digits. */
    setField(element: number, value: string): void;
    getValue(element: number): unknown;
    pack(): readonly number[];
    unpack(bytes: readonly number[]): void;
  }

  export const packer: Readonly<Record<string, MakesPackager>>;
}
