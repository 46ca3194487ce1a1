// One purchase, repeated and reversed, against a running server: aksept serve --cards cards.json
// node first-purchase.mjs 127.0.0.1:7583 cards.json data/keys.json
import { readFileSync } from 'node:fs';
import { connect, Terminal } from 'aksept';

const [target, cardFile, keys] = process.argv.slice(2);
const file = JSON.parse(readFileSync(cardFile, 'utf8'));
const [card] = file.cards ?? file;

const connection = await connect({ target, keys });
const shop = new Terminal(connection, { merchantName: 'Kiosken', mcc: 5499 });

const purchase = await shop.purchase(card, 250_00, { explain: true });
console.log('purchase', purchase.outcome, purchase.response?.approvalCode.length);

const repeat = await shop.repeat(purchase);
console.log('repeat', repeat.outcome, repeat.response?.repeated);

const mistyped = await shop.purchase(card, 10_00, { pin: card.pin === '0000' ? '1111' : '0000' });
console.log('wrong PIN', mistyped.outcome);

const reversal = await shop.reverse(card, purchase);
console.log('reversal', reversal.outcome);

connection.close();
