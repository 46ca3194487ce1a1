/**
 * Produces the PINs of an order whose cards were confirmed (R10). A PIN is here and in its mailer
 * only; the card store gets its reference value. Interrupted, all are produced again; once done,
 * never again: a lost mailer is a lost PIN, and the card is replaced.
 */
import { randomPin } from '../../issuing/issue-cards.ts';
import { KRONEKORT } from '../../limits/rules/profile.ts';
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireBank } from '../core/rights.ts';
import { orderOf } from './order.ts';
import { ORDER_STATUSES } from './order-status.ts';
import { serialText } from './serial.ts';

const refuse = refusalsOf({
  receiptNotConfirmed: {
    kind: 'conflict',
    en: 'No PINs are produced for order {orderId} before its bestiller confirms the cards with "Bekreft mottatt kort" (status "{status}").',
    nb: 'PIN-koder for bestilling {orderId} produseres ikke før bestiller har bekreftet med «Bekreft mottatt kort» (status «{status}»).',
  },
  pinsProducedAlready: {
    kind: 'conflict',
    en: 'The PINs of order {orderId} were produced already, and only once; replace the card whose PIN is lost.',
    nb: 'PIN-kodene i bestilling {orderId} er allerede produsert, og det skjer bare én gang; erstatt kortet som mangler PIN-kode.',
  },
  pinsProducedElsewhere: {
    kind: 'conflict',
    en: 'The PINs of order {orderId} are being produced by somebody else; destroy the mailers of this attempt.',
    nb: 'PIN-kodene i bestilling {orderId} produseres av en annen; makuler brevene fra dette forsøket.',
  },
} as const);

/** A letter with the PIN of one card. Printed once; kept and logged nowhere. */
export interface PinMailer {
  readonly orderId: number;
  /** L0001: on the envelope, as on the back of the card. */
  readonly serial: string;
  readonly subscriptionName: string;
  /** Of the agreement form. */
  readonly address: string;
  readonly pin: string;
}

/** Gets all mailers of an order at once, when every card has its PIN. */
export type PinSink = (mailers: readonly PinMailer[]) => void | Promise<void>;

/** Cards whose PINs go to the card store at once. */
const CARDS_AT_ONCE = 50;

interface CardRow {
  readonly number: string;
  readonly serial: number;
  readonly sealed_pan: Buffer;
  readonly expiry: string;
}

/**
 * `actor` undefined: the clock. Rejects with a Refusal when it is not the time, and when another
 * production of the same order has begun meanwhile.
 */
export async function producePins(office: Office, orderId: number, sink: PinSink, actor?: Actor): Promise<number> {
  if (actor !== undefined) requireBank(actor);
  const run = await beginRun(office, orderId, actor);
  const rows = await office.database.query<CardRow>(
    'SELECT number, serial, sealed_pan, expiry FROM card_account WHERE order_id = $1 ORDER BY serial',
    [orderId],
  );
  const pins: string[] = [];
  for (let start = 0; start < rows.length; start += CARDS_AT_ONCE) {
    await requireRun(office, run);
    pins.push(...(await givePins(office, rows.slice(start, start + CARDS_AT_ONCE))));
  }
  const { subscriptionName, address } = run;
  await sink(rows.map(({ serial }, index) => ({ orderId, serial: serialText(serial), subscriptionName, address, pin: pins[index] ?? '' })));
  await endRun(office, run, actor);
  return rows.length;
}

/** Orders whose cards were confirmed and whose PINs were not produced yet, oldest first. */
export async function ordersWithPinsDue(office: Office): Promise<readonly number[]> {
  const rows = await office.database.query<{ readonly id: number }>(
    `SELECT id FROM card_order WHERE status = 'pinOrdered' AND pins_produced_at_ms IS NULL ORDER BY id`,
  );
  return rows.map(({ id }) => id);
}

/** Returns the number of orders. */
export async function produceDuePins(office: Office, sink: PinSink): Promise<number> {
  let orders = 0;
  for (const orderId of await ordersWithPinsDue(office)) {
    await producePins(office, orderId, sink);
    orders += 1;
  }
  return orders;
}

interface Run {
  readonly orderId: number;
  readonly number: number;
  readonly subscriptionId: number;
  readonly subscriptionName: string;
  readonly address: string;
}

async function beginRun({ database }: Office, orderId: number, actor: Actor | undefined): Promise<Run> {
  return await database.transaction(async (sql) => {
    const order = await orderOf(sql, orderId, actor?.userId ?? '');
    const fill = { orderId: String(orderId) };
    if (order.status !== 'pinOrdered') throw refuse('receiptNotConfirmed', { ...fill, status: ORDER_STATUSES[order.status] });
    if (order.pins_produced_at_ms !== null) throw refuse('pinsProducedAlready', fill);
    const [run] = await sql.query<{ readonly pin_runs: number; readonly name: string; readonly pin_address: string }>(
      `UPDATE card_order o SET pin_runs = pin_runs + 1 FROM subscription s
        WHERE o.id = $1 AND s.id = o.subscription_id RETURNING o.pin_runs, s.name, s.pin_address`,
      [orderId],
    );
    const { subscription_id: subscriptionId } = order;
    return { orderId, number: run?.pin_runs ?? 0, subscriptionId, subscriptionName: run?.name ?? '', address: run?.pin_address ?? '' };
  });
}

async function requireRun({ database }: Office, { orderId, number }: Run): Promise<void> {
  const same = await database.query('SELECT FROM card_order WHERE id = $1 AND pin_runs = $2 AND pins_produced_at_ms IS NULL', [
    orderId,
    number,
  ]);
  if (same.length === 0) throw refuse('pinsProducedElsewhere', { orderId: String(orderId) });
}

async function givePins({ cards, vault, randomBytes, keepTestPins }: Office, rows: readonly CardRow[]): Promise<readonly string[]> {
  const entries = rows.map(({ number, sealed_pan: sealedPan, expiry }) => ({
    pan: vault.open(sealedPan, number),
    pin: randomPin(randomBytes),
    expiry,
    balanceMinor: 0,
    status: 'inactive' as const,
    profile: KRONEKORT.name,
  }));
  const shown = await Promise.all(entries.map(({ pan, pin }) => cards.producePin(pan, pin)));
  const missing = shown.indexOf(undefined);
  if (missing >= 0) throw new Error(`The card store does not know the card of account ${rows[missing]?.number}.`);
  keepTestPins?.(entries);
  return entries.map(({ pin }) => pin);
}

/** From here on the cards can be handed out. */
async function endRun({ database, nowMs }: Office, { orderId, number, subscriptionId }: Run, actor: Actor | undefined): Promise<void> {
  await database.transaction(async (sql) => {
    const atMs = nowMs();
    const ended = await sql.query(
      'UPDATE card_order SET pins_produced_at_ms = $3 WHERE id = $1 AND pin_runs = $2 AND pins_produced_at_ms IS NULL RETURNING id',
      [orderId, number, atMs],
    );
    if (ended.length === 0) throw refuse('pinsProducedElsewhere', { orderId: String(orderId) });
    await sql.query('UPDATE card_account SET pin_produced_at_ms = $2 WHERE order_id = $1', [orderId, atMs]);
    await audit(sql, { atMs, userId: actor?.userId, subscriptionId, action: 'producePins', subject: `order:${orderId}` });
  });
}
