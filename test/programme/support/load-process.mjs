/**
 * Loads the payments of a file, and ends itself in the middle of it, as by `kill -9`:
 *
 *     node load-process.mjs FOLDER FILE ROUND STEP
 *
 * Each call of the card store and each statement of the database has two steps: before and after. At
 * step STEP the process is gone. With STEP 0 it goes on to the end, and prints what it found.
 */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';

const dist = (path) => import(new URL(`../../../dist/${path}`, import.meta.url).href);
const { OFFICE_MIGRATIONS, openDatabase } = await dist('database/open-database.js');
const { CardService } = await dist('issuing/card-service.js');
const { BUILT_IN_PROFILES } = await dist('limits/rules/profile.js');
const { openFileStore } = await dist('limits/stores/file/store.js');
const { generateTestKeyRing } = await dist('pin/keys/key-ring.js');
const { createPanTokenizer } = await dist('pin/pan-token.js');
const { createPanVault } = await dist('pin/pan-vault.js');
const { createPinVerifier } = await dist('pin/pin-verifier.js');
const { seededBytes } = await dist('pin/seeded-bytes.js');
const { verifyBooks } = await dist('programme/bank/verify-books.js');
const { actorOf } = await dist('programme/core/actor.js');
const { PROGRAMME_DEFAULTS } = await dist('programme/core/settings.js');
const { settleMoves } = await dist('programme/money/settle-moves.js');
const { approveBatches } = await dist('programme/payments/approve-batches.js');
const { uploadPaymentFile } = await dist('programme/payments/upload-payment-file.js');
const { nextCode } = await dist('programme/users/next-code.js');

const [folder, file, round, step] = process.argv.slice(2);
let stepsLeft = Number(step);

function passStep() {
  stepsLeft -= 1;
  if (stepsLeft === 0) process.kill(process.pid, 'SIGKILL');
}

async function stepped(work) {
  passStep();
  const result = await work();
  passStep();
  return result;
}

const START_MS = Date.UTC(2026, 2, 2, 9);
const nowMs = () => START_MS;
const warn = (sentence) => process.stderr.write(`${sentence}\n`);
const { ring } = generateTestKeyRing(seededBytes('keys of office tests'));
const randomBytes = seededBytes(`round ${round}`);
const profiles = BUILT_IN_PROFILES;
const store = await openFileStore({
  folder: join(folder, 'store'),
  profiles,
  nowMs,
  identity: { tokenCheck: 'test', clock: 'message' },
  fsync: 'always',
  warn,
});
const cards = new CardService({
  cards: { ...bound(store.cards), fund: (...given) => stepped(() => store.cards.fund(...given)) },
  profiles,
  tokenOf: createPanTokenizer(ring),
  pinVerifier: createPinVerifier(ring),
  panPrefix: '957899',
  randomBytes,
  nowMs,
  countries: { assumedCountry: 578, svalbardIsDomestic: true },
});
const opened = await openDatabase({ address: `pglite:${join(folder, 'office')}`, migrations: OFFICE_MIGRATIONS, warn, nowMs });
const database = {
  query: (text, values) => opened.query(text, values),
  transaction: (work) => opened.transaction((sql) => work({ query: (text, values) => stepped(() => sql.query(text, values)) })),
};
const office = { database, cards, vault: createPanVault(ring, randomBytes), nowMs, randomBytes, settings: PROGRAMME_DEFAULTS, warn };

/** All methods of a card store, as an object of their own. */
function bound(cardStore) {
  return Object.fromEntries(
    ['create', 'get', 'getAll', 'list', 'change', 'snapshot', 'history', 'historyFromMs'].map((name) => [
      name,
      (...given) => cardStore[name](...given),
    ]),
  );
}

async function loadFile() {
  const [known] = await opened.query('SELECT id FROM payment_file WHERE msg_id = $1', [`ROUND-${round}`]);
  const [{ id: subscriptionId }] = await opened.query("SELECT id FROM subscription WHERE programme = 'sosial'");
  if (known === undefined) {
    const actor = await actorOf(database, 'SAK001');
    await uploadPaymentFile(office, actor, { subscriptionId, chunks: createReadStream(file), registerAndApprove: true });
  }
  const open = await opened.query("SELECT id FROM payment_batch WHERE status = 'registered'");
  if (open.length > 0) {
    const actor = await actorOf(database, 'SAK002');
    const { code } = await nextCode(office, actor.userId);
    await approveBatches(office, actor, { batchIds: open.map(({ id }) => id), code });
  }
}

await loadFile();
const settled = await settleMoves(office);
const { differences } = await verifyBooks(office);
const [{ paid, other }] = await opened.query(
  "SELECT count(*) FILTER (WHERE status = 'paid') AS paid, count(*) FILTER (WHERE status <> 'paid') AS other FROM payment",
);
let fundedMinor = 0;
for (let cursor = ''; ; ) {
  const page = await store.cards.list(cursor, 1_000);
  for (const card of page.cards) fundedMinor += card.fundedMinor;
  cursor = page.cursor;
  if (cursor === '') break;
}
await opened.close();
await store.close();
process.stdout.write(JSON.stringify({ settled, differences, paid, other, fundedMinor, steps: Number(step) - stepsLeft }));
