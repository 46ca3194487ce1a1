/** How far a loss has come: each step of 10.8, and what is still to do. */
import type { Mark } from '../accounts/reasons.ts';
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { type CardMoney, cardMoney } from '../end/card-money.ts';
import { serialText } from '../orders/serial.ts';
import type { Lost } from './loss-plan.ts';
import { LOSS_STEPS, type LossStep } from './loss-steps.ts';

export interface RestTransfer {
  readonly transferId: number;
  readonly to: string;
  readonly amountMinor: number;
  readonly status: 'registered' | 'moving' | 'done' | 'refused';
  /** Who approved, in order. */
  readonly approvedBy: readonly string[];
}

export interface LossState {
  readonly account: string;
  /** L0001. */
  readonly serial: string;
  readonly name: string;
  readonly clientId: string | undefined;
  readonly what: Lost;
  readonly mark: Mark;
  readonly reportedBy: string;
  readonly reportedAtMs: number;
  /** Undefined: without a new card. */
  readonly newAccount: string | undefined;
  readonly newSerial: string | undefined;
  readonly balanceMinor: number;
  /** Kept by authorizations from before the block, until they are completed or end. */
  readonly heldMinor: number;
  readonly firstHoldEndsAtMs: number | undefined;
  /** The newest transfer from the account after the report. */
  readonly transfer: RestTransfer | undefined;
  readonly finishedAtMs: number | undefined;
  /** In their order, with a sentence in the language of the user. */
  readonly steps: readonly { readonly step: LossStep; readonly isDone: boolean; readonly sentence: string }[];
}

export interface LossRow {
  readonly number: string;
  readonly serial: number;
  readonly name: string;
  readonly client_id: string | null;
  readonly card_token: string;
  readonly what: Lost;
  readonly mark: Mark;
  readonly reported_by: string;
  readonly reported_at_ms: number;
  readonly finished_at_ms: number | null;
  readonly replaced_by: string | null;
  readonly new_serial: number | null;
  readonly is_told: boolean;
  readonly is_named: boolean | null;
  readonly transfer_id: number | null;
  readonly transfer_to: string | null;
  readonly transfer_minor: number | null;
  readonly transfer_status: RestTransfer['status'] | null;
  readonly approved_by: string | null;
}

/** Add a WHERE of `c` (the account) and `l` (the loss). */
export const LOSS_SELECT = `SELECT c.number, c.serial, c.name, c.client_id, c.card_token, l.what, c.mark, l.reported_by, l.reported_at_ms, l.finished_at_ms,
       c.replaced_by, n.serial AS new_serial, c.card_status_settled AS is_told, n.handed_out_at_ms IS NOT NULL AS is_named,
       t.id AS transfer_id, t.to_account AS transfer_to, t.amount_minor AS transfer_minor, t.status AS transfer_status,
       (SELECT string_agg(user_id, ',' ORDER BY ordinal) FROM approval WHERE subject = 'transfer' AND subject_id = t.id) AS approved_by
  FROM card_loss l
  JOIN card_account c ON c.number = l.account_number
  LEFT JOIN card_account n ON n.number = c.replaced_by
  LEFT JOIN transfer t ON t.id = (SELECT max(id) FROM transfer x WHERE x.from_account = c.number AND x.registered_at_ms >= l.reported_at_ms)`;

export async function lossState(office: Office, actor: Actor, account: string): Promise<LossState> {
  const rows = await office.database.query<LossRow>(`${LOSS_SELECT} WHERE c.number = $1`, [account]);
  const [state] = await lossStates(office, actor, rows);
  if (state === undefined) throw new Error(`The loss of account ${account} is not noted.`);
  return state;
}

export async function lossStates({ cards }: Office, actor: Actor, rows: readonly LossRow[]): Promise<readonly LossState[]> {
  const money = await cardMoney(
    cards,
    rows.map(({ card_token }) => card_token),
  );
  return rows.map((row, index) => stateOf(row, money[index], actor));
}

function stateOf(row: LossRow, money: CardMoney | undefined, { language }: Actor): LossState {
  const steps = stepsOf(row, money).map(({ step, isDone }) => ({
    step,
    isDone,
    sentence: LOSS_STEPS[step][isDone ? 'done' : 'toDo'][language],
  }));
  return {
    account: row.number,
    serial: serialText(row.serial),
    name: row.name,
    clientId: row.client_id ?? undefined,
    what: row.what,
    mark: row.mark,
    reportedBy: row.reported_by,
    reportedAtMs: row.reported_at_ms,
    newAccount: row.replaced_by ?? undefined,
    newSerial: row.new_serial === null ? undefined : serialText(row.new_serial),
    balanceMinor: money?.ledgerMinor ?? 0,
    heldMinor: money?.heldMinor ?? 0,
    firstHoldEndsAtMs: money?.firstHoldEndsAtMs,
    transfer: transferOf(row),
    finishedAtMs: row.finished_at_ms ?? undefined,
    steps,
  };
}

function transferOf(row: LossRow): RestTransfer | undefined {
  const { transfer_id: transferId, transfer_to: to, transfer_minor: amountMinor, transfer_status: status } = row;
  if (transferId === null || to === null || amountMinor === null || status === null) return undefined;
  return { transferId, to, amountMinor, status, approvedBy: row.approved_by === null ? [] : row.approved_by.split(',') };
}

function stepsOf(row: LossRow, money: CardMoney | undefined): readonly { readonly step: LossStep; readonly isDone: boolean }[] {
  const { ledgerMinor = 0, heldMinor = 0, availableMinor = 0 } = money ?? {};
  const isOpen = row.transfer_status === 'registered' || row.transfer_status === 'moving';
  const rest = row.transfer_status === 'registered' ? 'restApproved' : row.transfer_status === 'moving' ? 'restMoved' : 'restRegistered';
  const isEmpty = ledgerMinor <= 0 && heldMinor === 0 && !isOpen;
  return [
    { step: 'marked', isDone: true },
    { step: 'blocked', isDone: row.is_told },
    ...(row.replaced_by === null ? [] : [{ step: 'named', isDone: row.is_named === true } as const]),
    ...(isOpen || availableMinor > 0 ? [{ step: rest, isDone: false } as const] : []),
    ...(heldMinor > 0 ? [{ step: 'held', isDone: false } as const] : []),
    ...(isEmpty ? [{ step: 'restMoved', isDone: true } as const] : []),
    { step: 'accessDropped', isDone: row.finished_at_ms !== null },
  ];
}
