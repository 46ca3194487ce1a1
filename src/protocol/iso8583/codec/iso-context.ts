/** What the codec keeps of a request to encode its response. */
import type { WireContext } from '../../message.ts';
import { macElementOf } from './mac-element.ts';
import type { Scanner } from './scan/scanner.ts';

/** Holds the frame, so that it can be scanned again when the scanner has moved on meanwhile. */
export class IsoContext implements WireContext {
  readonly codec: string;
  readonly frame: Buffer;
  readonly mti: number;
  readonly hasMac: boolean;
  /** The element that is wrong; -1 when none is. */
  readonly element: number;
  /** The number of the scan after which the scanner stands on the frame. */
  scanned: number;

  /** `scanner` stands on the request. */
  constructor(codec: string, scanner: Scanner, element: number, scanned: number) {
    this.codec = codec;
    this.frame = scanner.frame;
    this.mti = scanner.mti;
    this.hasMac = scanner.has(macElementOf(scanner));
    this.element = element;
    this.scanned = scanned;
  }
}
