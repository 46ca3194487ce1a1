import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CARD_ENTRY, type CardEntry } from '../../src/cards/card-entry.ts';
import { EXPLAINED, explainedUseOf } from '../../src/http/schema/explanation.ts';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';

let server: TestApp;
let card: CardEntry;
let token = '';
let stan = 0;

beforeAll(async () => {
  server = await startTestApp();
  const { body } = await server.post('/v1/cards', { count: 1, balanceMinor: 2_000_000, seed: 'explain' });
  const [issued] = CARD_ENTRY.array().parse(body['cards']);
  if (issued === undefined) throw new Error('no card was issued');
  card = issued;
  token = server.app.tokenOf(card.pan);
});
afterAll(() => server.stop());

function withdrawal(amountMinor: number, changes: Readonly<Record<string, unknown>> = {}): Promise<{ body: Record<string, unknown> }> {
  stan += 1;
  const { pan, pin } = card;
  const sent = { type: 'cash', terminalType: 'atm', mcc: 6011, terminalCountry: 578, terminalId: 'ATM00001', stan, pan, pin, amountMinor };
  return server.post('/v1/transactions', { ...sent, ...changes });
}

describe('a question without a message', () => {
  test('is answered by PAN and by token alike, and consumes nothing', async () => {
    const before = await server.get(`/v1/cards/${token}`);
    const asked = { amountMinor: 990_001, type: 'cash', mcc: 6011, terminalType: 'atm', atMs: Date.UTC(2026, 10, 25, 12) };
    const byPan = await server.post('/v1/cards/explain', { card: card.pan, ...asked });
    const byToken = await server.post('/v1/cards/explain', { card: token, ...asked });
    expect(byPan).toEqual(byToken);
    expect(byPan).toMatchObject({
      status: 200,
      body: { outcome: 'exceedsAmountLimit', responseCode: '61', earliestApprovalMs: 0, neverBecause: 'aboveLimit', atMs: asked.atMs },
    });
    expect(JSON.stringify(byPan.body)).not.toContain(card.pan);
    expect(await server.get(`/v1/cards/${token}`)).toEqual(before);
  });

  test('takes the right PIN for given and says so', async () => {
    const { body } = await server.post('/v1/cards/explain', { card: token, amountMinor: 100 });
    expect(body['outcome']).toBe('approved');
    expect(body['checks']).toContainEqual({ check: 'pin', verdict: 'notApplicable', seen: 'assumed' });
    expect(body['checks']).toContainEqual({ check: 'repeat', verdict: 'notApplicable', seen: '' });
    expect(body['limits']).toEqual([expect.objectContaining({ name: 'pos', usedMinor: 0 })]);
  });

  test.each([
    ['Norway', 578, 'approved'],
    ['Svalbard', 744, 'approved'],
    ['Sweden', 752, 'restrictedCard'],
    ['nowhere', 0, 'restrictedCard'],
  ])('in %s', async (_name, country, outcome) => {
    expect((await server.post('/v1/cards/explain', { card: token, amountMinor: 100, country })).body['outcome']).toBe(outcome);
  });

  test.each([
    ['no amount', {}, 'amountMinor'],
    ['an amount of 0', { amountMinor: 0 }, 'amountMinor'],
    ['a fraction', { amountMinor: 1.5 }, 'amountMinor'],
    ['a type that takes no money', { amountMinor: 1, type: 'refund' }, 'type'],
    ['a field that is not there', { amountMinor: 1, pin: '1234' }, 'pin'],
    ['no card', { amountMinor: 1, card: 'x' }, 'card'],
  ])('%s is refused', async (_name, body, field) => {
    const answer = await server.post('/v1/cards/explain', { card: card.pan, ...body });
    expect([answer.status, answer.body['code']]).toEqual([400, 'badRequest']);
    expect(answer.body['detail']).toContain(field);
    expect(answer.body['detail']).not.toContain(card.pan);
  });

  test('a card that is not on file', async () => {
    const { status, body } = await server.post('/v1/cards/explain', { card: '0'.repeat(32), amountMinor: 1 });
    expect([status, body['code']]).toEqual([404, 'cardNotOnFile']);
  });
});

describe('a response that was asked to explain', () => {
  test('agrees with the question asked before it', async () => {
    await withdrawal(900_000);
    const asked = await server.post('/v1/cards/explain', {
      card: token,
      amountMinor: 200_000,
      type: 'cash',
      mcc: 6011,
      terminalType: 'atm',
    });
    const { body } = await withdrawal(200_000, { explain: true });
    const question = explainedUseOf(EXPLAINED.parse(asked.body));
    expect(body).toMatchObject({
      outcome: question.outcome,
      explanation: {
        limits: JSON.parse(JSON.stringify(question.explanation.limits)),
        coverage: JSON.parse(JSON.stringify(question.explanation.coverage)),
        earliestApprovalMs: question.explanation.earliestApprovalMs,
        neverBecause: '',
      },
    });
  });

  test('has the card as it was before: an approval does not count itself', async () => {
    const { body } = await withdrawal(1_000, { explain: true });
    expect(body).toMatchObject({
      outcome: 'approved',
      headroom: [{ name: 'atm', usedMinor: 901_000 }],
      explanation: { limits: [{ name: 'atm', usedMinor: 900_000 }], textEn: 'Approved.', earliestApprovalMs: body['decidedAtMs'] },
    });
  });

  test('says of a wrong PIN how many tries are left, and nothing of the PIN', async () => {
    const { body } = await withdrawal(1_000, { explain: true, pin: card.pin === '0000' ? '1111' : '0000' });
    expect(body).toMatchObject({ outcome: 'incorrectPin', explanation: { textEn: expect.stringContaining('Tries left: 2.') } });
    expect(JSON.stringify(body['explanation'])).not.toMatch(new RegExp(`${card.pan}|pinReference`));
  });

  test('is not given with a repeat, with a card not on file, or unasked', async () => {
    const transmissionTimeMs = Date.now();
    const first = await withdrawal(1_000, { explain: true, transmissionTimeMs });
    expect(first.body['explanation']).toBeDefined();
    const again = await withdrawal(1_000, { explain: true, transmissionTimeMs, stan });
    expect([again.body['repeated'], again.body['explanation']]).toEqual([true, undefined]);
    expect((await withdrawal(1_000)).body['explanation']).toBeUndefined();
    const stranger = await withdrawal(1_000, { explain: true, pan: '9578990000000005' });
    expect([stranger.body['outcome'], stranger.body['explanation']]).toEqual(['invalidCardNumber', undefined]);
  });
});

test('what the HTTP side sends is what the command reads, without limits, releases or coverage', async () => {
  const { body } = await server.post('/v1/cards/explain', { card: token, amountMinor: 100 });
  const { outcome, explanation } = explainedUseOf(EXPLAINED.parse(body));
  expect(JSON.parse(JSON.stringify({ outcome, responseCode: '00', ...explanation }))).toEqual(body);
  const { coverage: _left, limits: _out, ...rest } = body;
  expect(explainedUseOf(EXPLAINED.parse({ ...rest, limits: [] })).explanation).toHaveProperty('coverage', undefined);
  expect(explainedUseOf(EXPLAINED.parse(body)).explanation.coverage).toHaveProperty('next', undefined);
});
