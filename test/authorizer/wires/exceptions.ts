/** What ISO 8583 cannot say, or says otherwise: every difference between the wires, with its reason. */
import type { Response, TransactionResult } from '../../../src/protocol/message.ts';

/** Of every response: what has no element. Its other fields must be the same. */
export const NOT_SAID: Pick<TransactionResult, 'decidedAtMs' | 'repeated' | 'headroom' | 'explanation'> = {
  decidedAtMs: 0,
  repeated: false,
  headroom: [],
  explanation: undefined,
};

export interface Exception {
  readonly what: string;
  /** Of the scenario; the first when not given. */
  readonly line?: number;
  /** All when not given. */
  readonly dialects?: readonly string[];
  readonly why: string;
  /** Fields of the host's response that differ. */
  readonly server?: readonly string[];
  /** Fields that the terminal reads otherwise. */
  readonly client?: readonly string[];
  /** Nothing is compared: the terminal cannot write it, the host cannot read it, or it answers so. */
  readonly instead?: 'unsaid' | 'unreadable' | Partial<Response>;
  /** The card afterwards is another. */
  readonly card?: 'differs';
}

/** The host answers before it has read more than class and STAN; the terminal gets its own elements back all the same. */
function missing(what: string, field: string): Exception {
  const unread = ['amountMinor', 'currency', 'terminalId', 'transmissionTimeMs', 'type'].filter((name) => name !== field);
  return { what, why: 'the element is mandatory, so the codec refuses', server: [...unread, 'reason'], client: ['reason'] };
}

/** No element can hold the value, and no other value is sent in its place; so the host keeps no decline either. */
function unsaid(what: string, why: string): Exception {
  return { what, why, instead: 'unsaid', card: 'differs' };
}

const DE56_FOR_DE90 = 'in 1993 the original stands in DE56, and the reason that is sent says so';

export const EXCEPTIONS: readonly Exception[] = [
  missing('format: no terminal', 'terminalId'),
  missing('format: no transmission time', 'transmissionTimeMs'),
  missing('format: no type', 'type'),
  missing('format: neither PAN nor track 2', 'pan'),
  { what: 'format: terminal of 9 characters', why: 'DE41 has 8', instead: 'unsaid' },
  { what: 'format: no STAN', why: 'nobody knows what would be answered: the message is ignored', instead: 'unreadable' },
  unsaid('negative amount', 'DE4 has no sign'),
  unsaid('amount over 2^53', 'DE4 holds digits'),
  unsaid('amount of 13 digits', 'DE4 has 12'),
  unsaid('negative cashback', 'in DE54 a cashback is an amount without a sign of its own'),
  unsaid('negative completion', 'DE4 has no sign'),
  {
    what: 'balance of more than 12 digits',
    why: 'an amount of DE54 has 12: the terminal must not take an approval without its balance for an answer',
    client: ['outcome', 'approvalCode', 'balances'],
  },
  {
    what: 'network: no function',
    why: 'without DE70 (1993: DE24) it is no network message, and the codec refuses',
    instead: { class: 'financial', outcome: 'formatError' },
  },
  {
    what: 'network: no time',
    why: 'the element is mandatory, so the codec refuses; the host knows it as a transaction, the terminal reads a network response',
    instead: { class: 'financial', outcome: 'formatError' },
  },
  {
    what: 'reversal that names nothing',
    line: 1,
    why: "a transaction's messages share their STAN: it names the message of its own STAN and date",
    instead: { outcome: 'approved', approvedAmountMinor: 0 },
    card: 'differs',
  },
  { what: 'increment of nothing', why: DE56_FOR_DE90, dialects: ['1993-bcd'], client: ['reason'] },
  { what: 'partial dispense of nothing', why: DE56_FOR_DE90, dialects: ['1993-bcd'], client: ['reason'] },
  { what: 'reversal of a reversal', line: 1, why: DE56_FOR_DE90, dialects: ['1993-bcd'], client: ['reason'] },
];
