/** Opens the back office that the setting `database` names, on the card store of the server. */
import { randomBytes } from 'node:crypto';
import type { Settings } from '../config/settings-table.ts';
import { createPanVault } from '../pin/pan-vault.ts';
import type { CardStore } from '../programme/core/card-store.ts';
import { type OpenOffice, openOffice } from '../programme/core/open-office.ts';
import type { Log } from './log.ts';
import { programmeSettingsOf } from './programme-setting.ts';
import { type CardParts, tokenCheckOf } from './stores.ts';
import { pinKeeper } from './test-cards.ts';

const MEMORY = 'memory:';

function cardStoreOf({ store, tokenOf }: CardParts): CardStore {
  const { description } = store;
  return {
    description,
    identity: store.identity ?? description,
    tokenCheck: tokenCheckOf(tokenOf),
    isKept: description !== MEMORY,
  };
}

/** Undefined: the server has none. Rejects with an error of one sentence. */
export async function openOfficeOf(settings: Settings, cards: CardParts, log: Log): Promise<OpenOffice | undefined> {
  if (settings.database === '') return undefined;
  const programme = programmeSettingsOf(settings);
  const { ring, testCards, clock } = cards;
  return await openOffice({
    address: settings.database,
    cardStore: cardStoreOf(cards),
    clock,
    cards: cards.cards,
    vault: createPanVault(ring, randomBytes),
    randomBytes,
    settings: programme,
    keepTestPins: testCards === undefined ? undefined : pinKeeper(testCards, log),
    warn: (sentence) => log.warn(sentence),
  });
}
