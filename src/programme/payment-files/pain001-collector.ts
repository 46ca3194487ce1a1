/** Makes events of the elements of a file, and holds its totals to what it says of itself. */
import { ControlTotals } from './control-totals.ts';
import { ElementTexts } from './element-texts.ts';
import { FileFault, type Place } from './file-fault.ts';
import type { PaymentFileLimits } from './limits.ts';
import type { Pain001Event } from './pain001-event.ts';
import { readPayment } from './read-payment.ts';
import { readHeader, readPaymentInformation } from './read-payment-information.ts';
import type { Pain001Version } from './structure.ts';
import type { ElementText, MissingNames, WalkHandler } from './structure-walk.ts';

const HEADER = 'GrpHdr';
const INFORMATION = 'PmtInf';
const PAYMENT = 'PmtInf/CdtTrfTxInf';
/** The file as a whole: it ends, and its payments are counted. */
const WHOLE = '';

const NOWHERE: Place = { line: 1, column: 1 };

export class Pain001Collector implements WalkHandler {
  readonly #limits: PaymentFileLimits;
  readonly #ids = new Set<string>();
  readonly #groupTotals = new ControlTotals();
  #events: Pain001Event[] = [];
  #version: Pain001Version = 'pain.001.001.03';
  #header = new ElementTexts(NOWHERE);
  #information = new ElementTexts(NOWHERE);
  #informationTotals = new ControlTotals();
  #payment: ElementTexts | undefined;

  constructor(limits: PaymentFileLimits) {
    this.#limits = limits;
  }

  /** The events since the last call. */
  take(): readonly Pain001Event[] {
    const events = this.#events;
    if (events.length > 0) this.#events = [];
    return events;
  }

  version(version: Pain001Version): void {
    this.#version = version;
  }

  opened(path: string, place: Place): void {
    if (path === HEADER) this.#header = new ElementTexts(place);
    else if (path === INFORMATION) this.#beginInformation(place);
    else if (path === PAYMENT) this.#beginPayment(place);
  }

  closed(path: string): void {
    if (path === HEADER) this.#events.push(readHeader(this.#header, this.#version));
    else if (path === PAYMENT) this.#endPayment();
    else if (path === INFORMATION) this.#informationTotals.check(this.#information, INFORMATION);
    else if (path === WHOLE) this.#groupTotals.check(this.#header, HEADER);
  }

  text(path: string, text: ElementText): void {
    if (this.#payment !== undefined) this.#payment.add(path.slice(PAYMENT.length + 1), text);
    else if (path.startsWith(INFORMATION)) this.#information.add(path.slice(INFORMATION.length + 1), text);
    else this.#header.add(path.slice(HEADER.length + 1), text);
  }

  missing(path: string, names: MissingNames, place: Place): void {
    if (this.#payment !== undefined) this.#payment.addMissing(path.slice(PAYMENT.length + 1), place);
    else throw new FileFault('missingElement', place, { ...names });
  }

  #beginInformation(place: Place): void {
    this.#information = new ElementTexts(place);
    this.#informationTotals = new ControlTotals();
  }

  #beginPayment(place: Place): void {
    if (this.#informationTotals.count === 0) this.#beginPayments();
    const { paymentsMax } = this.#limits;
    if (this.#groupTotals.count >= paymentsMax) throw new FileFault('payments', place, { max: String(paymentsMax) });
    this.#payment = new ElementTexts(place);
  }

  /** Everything else of a payment information stands before its payments. */
  #beginPayments(): void {
    const event = readPaymentInformation(this.#information);
    const place = this.#information.element('PmtInfId')?.place ?? event.place;
    if (this.#ids.has(event.paymentInformationId)) throw new FileFault('samePaymentInformation', place);
    const { paymentInformationsMax } = this.#limits;
    if (this.#ids.size >= paymentInformationsMax) {
      throw new FileFault('paymentInformations', event.place, { max: String(paymentInformationsMax) });
    }
    this.#ids.add(event.paymentInformationId);
    this.#events.push(event);
  }

  #endPayment(): void {
    if (this.#payment === undefined) return;
    const position = { paymentInformationId: this.#information.text('PmtInfId') ?? '', sequence: this.#groupTotals.count + 1 };
    const event = readPayment(this.#payment, position, this.#limits);
    this.#payment = undefined;
    this.#informationTotals.add(event.amount);
    this.#groupTotals.add(event.amount);
    this.#events.push(event);
  }
}
