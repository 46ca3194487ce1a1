import { describe, expect, test } from 'vitest';
import type { TransactionRequest, TransactionResponse } from '../../src/protocol/message.ts';
import type { Outcome } from '../../src/protocol/outcome.ts';
import { Cardholder } from '../../src/terminal-sim/cardholder.ts';
import type { Conversation } from '../../src/terminal-sim/conversation.ts';
import { type Findings, noFindings } from '../../src/terminal-sim/findings.ts';
import { REVERSAL_SENDS_MAX, type Terminal } from '../../src/terminal-sim/terminal.ts';
import { nextStan } from '../../src/terminal-sim/terminal-messages.ts';
import { answer, converse, shopTerminal, simulatedCard, terminalContext } from './support/sim-fixtures.ts';
import { VirtualClock } from './support/virtual-clock.ts';

const AMOUNT = 12_345;
const NONE = undefined;

function setUp() {
  const given = terminalContext(new VirtualClock());
  return { terminal: shopTerminal(given), holder: new Cardholder(simulatedCard(1)), findings: given.findings };
}

function* purchase(terminal: Terminal, holder: Cardholder): Conversation {
  yield* terminal.transact(holder, terminal.messages.request(holder, 'purchase', AMOUNT));
}

function* purchaseAndRepeat(terminal: Terminal, holder: Cardholder): Conversation {
  const request = terminal.messages.request(holder, 'purchase', AMOUNT);
  const first = yield* terminal.transact(holder, request);
  if (first !== undefined) yield* terminal.repeat(holder, request, first);
}

function* purchaseAndReversal(terminal: Terminal, holder: Cardholder): Conversation {
  const request = terminal.messages.request(holder, 'purchase', AMOUNT);
  const first = yield* terminal.transact(holder, request);
  if (first !== undefined) yield* terminal.reverse(holder, request, first, { reason: 'customerCancellation' });
}

function* inquiry(terminal: Terminal, holder: Cardholder): Conversation {
  yield* terminal.transact(holder, terminal.messages.request(holder, 'balanceInquiry', 0));
}

interface BeliefRow {
  readonly what: string;
  readonly run: (terminal: Terminal, holder: Cardholder) => Conversation;
  readonly replies: readonly (Outcome | undefined)[];
  readonly net: number;
  /** Message classes sent, `*` for a repeat. */
  readonly sent: readonly string[];
  readonly open?: number;
  readonly findings?: Partial<Findings>;
}

const ALL_REVERSALS = ['reversal', ...Array.from({ length: REVERSAL_SENDS_MAX - 1 }, () => 'reversal*')];

const BELIEFS: readonly BeliefRow[] = [
  { what: 'an approval counts', run: purchase, replies: ['approved'], net: AMOUNT, sent: ['financial'] },
  { what: 'a decline does not', run: purchase, replies: ['insufficientFunds'], net: 0, sent: ['financial'] },
  { what: 'an undecided answer does not', run: purchase, replies: ['issuerInoperative'], net: 0, sent: ['financial'] },
  { what: 'an inquiry moves nothing', run: inquiry, replies: ['approved'], net: 0, sent: ['financial'] },
  { what: 'an unanswered inquiry is left at that', run: inquiry, replies: [NONE], net: 0, sent: ['financial'] },
  {
    what: 'a repeat counts once',
    run: purchaseAndRepeat,
    replies: ['approved', 'approved'],
    net: AMOUNT,
    sent: ['financial', 'financial*'],
  },
  {
    what: 'an unanswered repeat leaves the first answer standing',
    run: purchaseAndRepeat,
    replies: ['approved', NONE],
    net: AMOUNT,
    sent: ['financial', 'financial*'],
  },
  {
    what: 'another answer to a repeat is found out',
    run: purchaseAndRepeat,
    replies: ['approved', 'insufficientFunds'],
    net: AMOUNT,
    sent: ['financial', 'financial*'],
    findings: { differingRepeats: 1 },
  },
  {
    what: 'a repeat of what was not decided may be approved',
    run: purchaseAndRepeat,
    replies: ['issuerInoperative', 'approved'],
    net: AMOUNT,
    sent: ['financial', 'financial*'],
  },
  {
    what: 'a reversal gives back',
    run: purchaseAndReversal,
    replies: ['approved', 'approved'],
    net: 0,
    sent: ['financial', 'reversal'],
  },
  {
    what: 'a reversal is repeated until it is answered',
    run: purchaseAndReversal,
    replies: ['approved', NONE, 'issuerInoperative', 'approved'],
    net: 0,
    sent: ['financial', 'reversal', 'reversal*', 'reversal*'],
  },
  {
    what: 'a declined reversal of an own approval leaves the amount and is found out',
    run: purchaseAndReversal,
    replies: ['approved', 'unableToLocateOriginal'],
    net: AMOUNT,
    sent: ['financial', 'reversal'],
    findings: { declinedReversals: 1 },
  },
  {
    what: 'a reversal never answered leaves the card in doubt',
    run: purchaseAndReversal,
    replies: ['approved'],
    net: AMOUNT,
    sent: ['financial', ...ALL_REVERSALS],
    open: 1,
  },
  {
    what: 'a time-out is reversed and counts nothing',
    run: purchase,
    replies: [NONE, 'approved'],
    net: 0,
    sent: ['financial', 'reversal'],
  },
  {
    what: 'the host may not know what timed out',
    run: purchase,
    replies: [NONE, 'unableToLocateOriginal'],
    net: 0,
    sent: ['financial', 'reversal'],
  },
  {
    what: 'a time-out whose reversal times out too is repeated',
    run: purchase,
    replies: [NONE, NONE, NONE, 'approved'],
    net: 0,
    sent: ['financial', 'reversal', 'reversal*', 'reversal*'],
  },
  {
    what: 'a time-out whose reversal is refused for the card counts nothing',
    run: purchase,
    replies: [NONE, 'invalidCardNumber'],
    net: 0,
    sent: ['financial', 'reversal'],
  },
  {
    what: 'a time-out never reversed leaves the card in doubt',
    run: purchase,
    replies: [NONE],
    net: 0,
    sent: ['financial', ...ALL_REVERSALS],
    open: 1,
  },
];

describe('what a terminal believes', () => {
  test.each(BELIEFS)('$what', ({ run, replies, net, sent, open = 0, findings = {} }) => {
    const { terminal, holder, findings: found } = setUp();
    const messages = converse(run(terminal, holder), replies);
    expect(messages.map((message) => message.class + (message.repeat ? '*' : ''))).toEqual(sent);
    expect(holder.netMinor).toBe(net);
    expect(holder.open).toBe(open);
    expect(holder.openMinor).toBe(open === 0 ? 0 : AMOUNT);
    expect(found).toEqual({ ...noFindings(), ...findings });
  });
});

describe('requests', () => {
  test('a reversal names its original by its key and carries no PIN', () => {
    const { terminal, holder } = setUp();
    const [original, reversal] = converse(purchaseAndReversal(terminal, holder), ['approved', 'approved']);
    expect(original?.pinBlock).toHaveLength(8);
    expect(reversal).toMatchObject({
      class: 'reversal',
      stan: original?.stan,
      pan: holder.card.pan,
      amountMinor: AMOUNT,
      reversalReason: 'customerCancellation',
      pinBlockFormat: '',
      original: {
        class: 'financial',
        stan: original?.stan,
        transmissionTimeMs: original?.transmissionTimeMs,
        rrn: original?.rrn,
        approvalCode: 'A1B2C3',
      },
    });
    expect(reversal?.pinBlock).toHaveLength(0);
  });

  test('a repeat is the same message with the flag', () => {
    const { terminal, holder } = setUp();
    const [original, repeat] = converse(purchaseAndRepeat(terminal, holder), ['approved', 'approved']);
    expect(repeat).toEqual({ ...original, repeat: true });
  });

  test('local time is that of Norway, the reference number is second, terminal and STAN in base 36', () => {
    const { holder } = setUp();
    const clock = new VirtualClock(Date.UTC(2027, 6, 14, 22, 30, 5));
    const terminal = shopTerminal(terminalContext(clock), 1_295);
    const second = Math.floor(clock.wallMs() / 1000)
      .toString(36)
      .toUpperCase();
    expect(terminal.messages.request(holder, 'purchase', 100)).toMatchObject({
      localTime: '20270715003005',
      rrn: `${second}000100`,
      stan: 1_296,
    });
    expect(terminal.messages.request(holder, 'purchase', 100)).toMatchObject({ rrn: `${second}000101` });
  });

  test.each([
    ['key', { class: 'financial', stan: 1, transmissionTimeMs: 1_800_000_000_000, approvalCode: 'A1B2C3', localDate: '' }],
    ['rrn', { class: '', stan: 0, transmissionTimeMs: 0, approvalCode: 'A1B2C3', localDate: '' }],
    ['stanDate', { class: '', stan: 1, transmissionTimeMs: 0, rrn: '', approvalCode: '', localDate: '0115' }],
  ] as const)('an original named by %s is named by nothing weaker', (naming, original) => {
    const { terminal, holder } = setUp();
    const request = terminal.messages.request(holder, 'purchase', 100);
    const reversal = terminal.messages.reversal(request, 'A1B2C3', { reason: 'timeout', replacementMinor: 40, reference: naming });
    expect(reversal).toMatchObject({
      class: 'reversal',
      original,
      replacementAmountMinor: 40,
      rrn: naming === 'stanDate' ? '' : request.rrn,
    });
  });

  test('a PIN change carries the old PIN and the new one under one key', () => {
    const { terminal, holder } = setUp();
    const draft = terminal.messages.pinChange(holder, '1234', '9876');
    expect(draft).toMatchObject({ class: 'financial', type: 'pinChange', amountMinor: 0, pinKeyId: 'tpk-test-tdes' });
    expect(draft.pinBlock.equals(terminal.messages.request(holder, 'purchase', 100).pinBlock)).toBe(true);
    expect(draft.newPinBlock.equals(terminal.messages.balanceInquiry(holder, '9876').pinBlock)).toBe(true);
  });

  test.each([
    [0, 1],
    [1, 2],
    [999_998, 999_999],
    [999_999, 1],
  ])('after STAN %d comes %d', (stan, next) => {
    expect(nextStan(stan)).toBe(next);
  });

  test('STANs wrap on a terminal', () => {
    const { holder } = setUp();
    const terminal = shopTerminal(terminalContext(new VirtualClock()), 999_998);
    const stans = [1, 2, 3].map(() => terminal.messages.request(holder, 'purchase', 100).stan);
    expect(stans).toEqual([999_999, 1, 2]);
  });

  test('a mistyped PIN gives another block, the right PIN the same one each time', () => {
    const { terminal, holder } = setUp();
    const first = terminal.messages.request(holder, 'purchase', 100);
    const second = terminal.messages.request(holder, 'purchase', 200);
    expect(second.pinBlock.equals(first.pinBlock)).toBe(true);
    expect(terminal.messages.mistypePin(second, holder).pinBlock.equals(first.pinBlock)).toBe(false);
  });
});

describe('hosts of other people', () => {
  /** Approves with an RRN of its own, and answers what follows with what `reply` makes of it. */
  function heardBy(reply: (request: TransactionRequest) => TransactionResponse) {
    const { terminal, holder, findings } = setUp();
    const sent: TransactionRequest[] = [];
    const conversation = purchaseAndReversal(terminal, holder);
    let step = conversation.next(undefined);
    while (!step.done) {
      if (typeof step.value === 'number' || step.value.class === 'networkManagement') throw new Error('unreachable');
      sent.push(step.value);
      step = conversation.next(reply(step.value));
    }
    return { sent, findings, holder };
  }

  test('an RRN that the host gave names the original', () => {
    const { sent } = heardBy((request) => ({ ...answer(request, 'approved'), rrn: 'HOST00000001' }));
    expect(sent[1]).toMatchObject({ class: 'reversal', rrn: 'HOST00000001', original: { rrn: 'HOST00000001' } });
  });

  test('an answer without an RRN leaves the terminal its own', () => {
    const { sent } = heardBy((request) => ({ ...answer(request, 'approved'), rrn: '' }));
    expect(sent[1]).toMatchObject({ class: 'reversal', rrn: sent[0]?.rrn });
  });

  test('a code that nobody knows is an answer: a reversal is not sent again for it', () => {
    const { sent, findings, holder } = heardBy((request) =>
      request.class === 'reversal' ? { ...answer(request, 'systemMalfunction'), unknownCode: 'Z9' } : answer(request, 'approved'),
    );
    expect(sent.map((request) => request.class)).toEqual(['financial', 'reversal']);
    expect(findings.declinedReversals).toBe(1);
    expect(holder).toMatchObject({ netMinor: AMOUNT, open: 0 });
  });
});
