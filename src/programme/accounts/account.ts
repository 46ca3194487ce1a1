/** The account of a card as it is shown in "Administrer konto". */
import type { CardStatus } from '../../cards/status.ts';
import type { CardType } from '../core/programmes.ts';
import { serialText } from '../orders/serial.ts';
import type { CardReason, Mark } from './reasons.ts';

export interface ShownAccount {
  /** 11 digits. */
  readonly account: string;
  readonly subscriptionId: number;
  readonly orderId: number;
  readonly cardType: CardType;
  /** L0001: on the back of the card and on the PIN envelope. */
  readonly serial: string;
  /** Kontonavn: the serial, until it is named. */
  readonly name: string;
  readonly clientId: string | undefined;
  readonly reason: CardReason | undefined;
  readonly maskedPan: string;
  /** YYMM. */
  readonly expiry: string;
  readonly expiresAtMs: number;
  readonly pinProducedAtMs: number | undefined;
  readonly handedOutAtMs: number | undefined;
  readonly declarationSignedAtMs: number | undefined;
  readonly mark: Mark | undefined;
  readonly replacedBy: string | undefined;
  readonly state: 'active' | 'expired' | 'closed';
  readonly closedAtMs: number | undefined;
  /** What the office wants of the card. */
  readonly cardStatus: CardStatus;
  /** Give it with a change: refused when somebody else changed the account meanwhile. */
  readonly version: number;
}

export interface AccountRow {
  readonly number: string;
  readonly subscription_id: number;
  readonly order_id: number;
  readonly card_type: CardType;
  readonly serial: number;
  readonly name: string;
  readonly client_id: string | null;
  readonly reason: CardReason | null;
  readonly card_token: string;
  readonly masked_pan: string;
  readonly expiry: string;
  readonly expires_at_ms: number;
  readonly pin_produced_at_ms: number | null;
  readonly handed_out_at_ms: number | null;
  readonly declaration_signed_at_ms: number | null;
  readonly mark: Mark | null;
  readonly replaced_by: string | null;
  readonly state: 'active' | 'expired' | 'closed';
  readonly closed_at_ms: number | null;
  readonly card_status: CardStatus;
  readonly version: number;
}

/** Of `card_account a`. Not the sealed PAN: only the production of PINs opens it. */
export const ACCOUNT_COLUMNS = `a.number, a.subscription_id, a.order_id, a.card_type, a.serial, a.name, a.client_id, a.reason, a.card_token,
  a.masked_pan, a.expiry, a.expires_at_ms, a.pin_produced_at_ms, a.handed_out_at_ms, a.declaration_signed_at_ms, a.mark,
  a.replaced_by, a.state, a.closed_at_ms, a.card_status, a.version`;

/** Accounts whose cards are not all on file yet do not exist for users. */
export const RECEIVED_ACCOUNTS = `card_account a JOIN card_order o ON o.id = a.order_id AND o.status IN ('accountsReceived', 'pinOrdered')`;

export function shownAccount(row: AccountRow): ShownAccount {
  return {
    account: row.number,
    subscriptionId: row.subscription_id,
    orderId: row.order_id,
    cardType: row.card_type,
    serial: serialText(row.serial),
    name: row.name,
    clientId: row.client_id ?? undefined,
    reason: row.reason ?? undefined,
    maskedPan: row.masked_pan,
    expiry: row.expiry,
    expiresAtMs: row.expires_at_ms,
    pinProducedAtMs: row.pin_produced_at_ms ?? undefined,
    handedOutAtMs: row.handed_out_at_ms ?? undefined,
    declarationSignedAtMs: row.declaration_signed_at_ms ?? undefined,
    mark: row.mark ?? undefined,
    replacedBy: row.replaced_by ?? undefined,
    state: row.state,
    closedAtMs: row.closed_at_ms ?? undefined,
    cardStatus: row.card_status,
    version: row.version,
  };
}
