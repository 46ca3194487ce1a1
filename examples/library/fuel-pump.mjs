// A fuel pump: a pre-authorization for a full tank, then a completion with the pumped amount.
// node fuel-pump.mjs 127.0.0.1:7583 cards.json data/keys.json
import { readFileSync } from 'node:fs';
import { connect, Terminal } from 'aksept';

const [target, cardFile, keys] = process.argv.slice(2);
const file = JSON.parse(readFileSync(cardFile, 'utf8'));
const [card] = file.cards ?? file;

const connection = await connect({ target, keys });
const pump = new Terminal(connection, { type: 'unattended', mcc: 5542 });
const atm = new Terminal(connection, { type: 'atm', mcc: 6011 });

const before = await atm.balance(card);
const hold = await pump.preauthorize(card, 1_500_00, { allowPartialApproval: true });
console.log('hold', hold.outcome);
const paid = await pump.complete(card, hold, 612_50);
console.log('completion', paid.outcome);
const after = await atm.balance(card);
console.log('paid, øre', before.response.balances.ledgerMinor - after.response.balances.ledgerMinor);

connection.close();
