/** What the production of PINs needs: free PANs, cards without a PIN, and PINs for them. */
import { expect, test } from 'vitest';
import { CardService } from '../../src/issuing/card-service.ts';
import { BUILT_IN_PROFILES } from '../../src/limits/rules/profile.ts';
import { createMemoryStore } from '../../src/limits/stores/memory/store.ts';
import { generateTestKeyRing } from '../../src/pin/keys/key-ring.ts';
import { createPanTokenizer } from '../../src/pin/pan-token.ts';
import { createPinVerifier } from '../../src/pin/pin-verifier.ts';
import { seededBytes } from '../../src/pin/seeded-bytes.ts';

const NOW_MS = Date.UTC(2026, 5, 1, 10);
const { ring } = generateTestKeyRing(seededBytes('card service'));
const pinVerifier = createPinVerifier(ring);
const CARD = { pan: '9578990000000005', expiry: '2806', profile: 'kronekort' } as const;

function service(panPrefix = '957899') {
  const store = createMemoryStore({ profiles: BUILT_IN_PROFILES, nowMs: () => NOW_MS });
  const keepPins = (): void => expect.unreachable('No PIN is kept.');
  const countries = { assumedCountry: 0, svalbardIsDomestic: true };
  const randomBytes = seededBytes('service');
  const parts = { cards: store.cards, profiles: BUILT_IN_PROFILES, tokenOf: createPanTokenizer(ring), pinVerifier, panPrefix };
  return { store, cards: new CardService({ ...parts, randomBytes, nowMs: () => NOW_MS, countries, keepPins }) };
}

test('a card is filed once: inactive, without money, and no PIN is right', async () => {
  const { store, cards } = service();
  expect(await cards.file([CARD])).toEqual([]);
  expect(await cards.file([CARD])).toEqual([]);
  const token = cards.tokenOf(CARD.pan);
  const onFile = await store.cards.get(token);
  expect(onFile).toMatchObject({ token, status: 'inactive', ledgerMinor: 0, expiry: '2806', maskedPan: '957899******0005' });
  for (let pin = 0; pin < 10_000; pin += 1) {
    const text = String(pin).padStart(4, '0');
    if (pinVerifier.matches(onFile?.pinReference ?? '', CARD.pan, text)) expect.unreachable(`PIN ${text} is right.`);
  }
});

test('the PAN of another card is not filed, and that card stays', async () => {
  const { store, cards } = service();
  const other = { token: cards.tokenOf(CARD.pan), maskedPan: 'x', expiry: '2806', profile: 'kronekort', pinReference: '1:1234' } as const;
  await store.cards.create([{ ...other, status: 'inactive', balanceMinor: 5 }]);
  const second = { ...CARD, pan: '9578990000000013' };
  expect(await cards.file([CARD, second])).toEqual([CARD]);
  expect(await cards.show(second.pan)).toMatchObject({ status: 'inactive' });
  expect(await store.cards.get(other.token)).toMatchObject({ pinReference: '1:1234', ledgerMinor: 5 });
});

test('a profile that is not there is refused', async () => {
  await expect(service().cards.file([{ ...CARD, profile: 'gold' }])).rejects.toThrow(
    'There is no limit profile "gold"; choose one of kronekort, nested.',
  );
});

test('a produced PIN is the right one, and the one before is not', async () => {
  const { store, cards } = service();
  await cards.file([CARD]);
  for (const pin of ['1234', '4321']) {
    const shown = await cards.producePin(CARD.pan, pin);
    expect(shown).toMatchObject({ status: 'inactive', pinTriesUsed: 0 });
    expect(shown).not.toHaveProperty('pinReference');
    const reference = (await store.cards.get(shown?.token ?? ''))?.pinReference ?? '';
    expect(pinVerifier.matches(reference, CARD.pan, pin)).toBe(true);
    expect(pinVerifier.matches(reference, CARD.pan, '9999')).toBe(false);
  }
  expect(await cards.producePin('9578990000000013', '1234')).toBeUndefined();
  await expect(cards.producePin(CARD.pan, '123')).rejects.toThrow(RangeError);
});

test('new PANs are those that no card on file has', async () => {
  const { cards } = service('95789900000000');
  const pans: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const drawn = await cards.newPans(3, seededBytes('the same PANs'));
    expect(drawn).toHaveLength(3);
    for (const pan of drawn) expect(pan).toMatch(/^95789900000000\d\d$/);
    pans.push(...drawn);
    await cards.file(drawn.map((pan) => ({ ...CARD, pan })));
  }
  expect(new Set(pans).size).toBe(9);
});

test('a prefix that is used up is one sentence', async () => {
  const { cards } = service('95789900000000');
  await expect(cards.newPans(11, seededBytes('eleven of ten'))).rejects.toThrow(
    'A prefix of 14 digits has no 11 free PANs; put a shorter prefix first in panPrefixes.',
  );
});
