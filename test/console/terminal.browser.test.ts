/** The console's terminal: buy, withdraw, fill, by keyboard, and see why and as which bytes. */
import { expect, test } from 'vitest';
import { answerOf, describeConsole, maskedPan, pay, tabTo, wrongPinOf } from './console-suite.ts';

describeConsole('the terminal', (at) => {
  test('buys by keyboard alone, and shows why it was approved, with a receipt', async () => {
    const page = await at.open('#/terminal');
    const card = at.card(0);
    await tabTo(page, page.getByRole('radio', { name: 'Shop' }));
    await tabTo(page, page.getByLabel('Card', { exact: true }));
    await page.getByLabel('Card', { exact: true }).selectOption(card.pan);
    await tabTo(page, page.getByLabel('Amount'));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('249,50');
    await tabTo(page, page.getByLabel('PIN', { exact: true }));
    await page.keyboard.type(card.pin);
    await page.keyboard.press('Enter');
    await expect.poll(() => answerOf(page).allTextContents()).toEqual([expect.stringContaining('Approved')]);
    expect(await page.getByRole('listitem').allTextContents()).toContainEqual(expect.stringContaining('PIN: right'));
    expect(await page.getByText('50,000.00 NOK').first().isVisible()).toBe(true);
    expect(await page.getByText('APPROVED', { exact: true }).isVisible()).toBe(true);
    expect(at.wrongs()).toEqual([]);
  });

  test('suggests what to try, and Enter sends it', async () => {
    const page = await at.open('#/terminal');
    await page.getByRole('button', { name: 'A purchase in Sweden' }).press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(() => answerOf(page).allTextContents()).toEqual([expect.stringContaining('62 · restrictedCard')]);
  });

  test('a wrong PIN three times, and the PIN is blocked; the cards page unblocks it', async () => {
    const page = await at.open('#/terminal');
    const card = at.card(1);
    for (const code of ['55', '55', '75']) {
      await pay(page, card, '10', wrongPinOf(card));
      await expect.poll(() => answerOf(page).textContent()).toContain(`${code} · `);
    }
    await pay(page, card, '10', card.pin);
    await expect.poll(() => answerOf(page).textContent()).toContain('75 · pinTriesExceeded');
    await page.getByRole('link', { name: 'Cards' }).press('Enter');
    await page.getByRole('button', { name: maskedPan(card) }).press('Enter');
    await page.getByRole('button', { name: 'Unblock PIN' }).press('Enter');
    await expect.poll(() => page.getByText('Done.').count()).toBe(1);
    await page.getByRole('link', { name: 'Terminal' }).press('Enter');
    await pay(page, card, '10', card.pin);
    await expect.poll(() => answerOf(page).textContent()).toMatch(/Approved/);
    expect(at.wrongs()).toEqual([]);
  });

  test('hits a limit, and says when it fits', async () => {
    const page = await at.open('#/terminal');
    const card = at.card(2);
    await pay(page, card, '45000', card.pin);
    await expect.poll(() => answerOf(page).textContent()).toMatch(/Approved/);
    await pay(page, card, '8200', card.pin);
    await expect.poll(() => answerOf(page).textContent()).toContain('61 · exceedsAmountLimit');
    expect(await answerOf(page).textContent()).toMatch(/It fits from \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(Oslo\)/);
    expect(await page.getByRole('img', { name: /Shop: 45,000.00 NOK of 50,000.00 NOK used, 8,200.00 NOK asked for now/ }).count()).toBe(1);
    expect(await page.getByRole('listitem').allTextContents()).toContainEqual(
      expect.stringContaining('Shop: 45,000.00 NOK + 8,200.00 NOK is above 50,000.00 NOK'),
    );
  });

  test('withdraws at the ATM, whose receipt tells what is available', async () => {
    const page = await at.open('#/terminal');
    const card = at.card(4);
    await page.getByRole('radio', { name: 'ATM' }).press('Space');
    await pay(page, card, '500', card.pin);
    await expect.poll(() => page.getByText(/CASH +500.00 NOK/).count()).toBe(1);
    expect(await page.getByText(/AVAILABLE +59,500.00 NOK/).count()).toBe(1);
  });

  test('fills at the pump: reserves, then completes with the final amount', async () => {
    const page = await at.open('#/terminal');
    const card = at.card(3);
    await page.getByRole('radio', { name: 'Fuel pump' }).check();
    await pay(page, card, '1000', card.pin);
    await expect.poll(() => page.getByRole('form', { name: 'Complete with the final amount' }).count()).toBe(1);
    await page.getByLabel(/What was filled/).fill('640,20');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByText('640.20 NOK').first().isVisible()).toBe(true);
    await page.getByRole('link', { name: 'Cards' }).click();
    await page.getByRole('button', { name: maskedPan(card) }).click();
    await expect.poll(() => page.getByText('59,359.80 NOK').count()).toBeGreaterThan(0);
  });

  test('never shows a PIN, nor a whole card number in a message', async () => {
    const page = await at.open('#/terminal');
    const card = at.card(5);
    await pay(page, card, '10', card.pin);
    const messages = page.getByRole('region', { name: 'Request and answer' });
    for (const [wire, row, shown] of [
      ['1987-ascii', /^DE52 /, '** ** ** ** ** ** ** **'],
      ['protobuf', /^19 pin_block/, '** ** ** ** ** ** ** **'],
      ['http', /^pin /, '•••• (hidden)'],
    ] as const) {
      await messages.getByLabel('Wire').selectOption(wire);
      await expect.poll(() => messages.getByRole('row', { name: row }).allTextContents()).toEqual([expect.stringContaining(shown)]);
      expect(await messages.textContent()).not.toContain(card.pan);
    }
  });

  test('takes request and answer apart on both wires, by keyboard', async () => {
    const page = await at.open('#/terminal');
    const card = at.card(7);
    await pay(page, card, '249,50', card.pin);
    const messages = page.getByRole('region', { name: 'Request and answer' });
    const row = (name: RegExp) => messages.getByRole('row', { name });
    await expect.poll(() => row(/^DE4 /).allTextContents()).toEqual([expect.stringContaining('249.50 NOK')]);
    expect(await row(/^MTI /).textContent()).toContain('30 32 30 30');
    await messages.getByRole('tab', { name: 'Request' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => row(/^DE39 /).allTextContents()).toEqual([expect.stringContaining('approved')]);
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Answer');
    await messages.getByLabel('Wire').focus();
    await page.keyboard.press('Home');
    await expect.poll(() => row(/^10 outcome/).allTextContents()).toEqual([expect.stringContaining('OUTCOME_APPROVED')]);
    await messages
      .getByRole('row', { name: /explanation/ })
      .locator('summary')
      .last()
      .focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => messages.getByText('checks.14.check: 15 CHECK_LIMIT').isVisible()).toBe(true);
    expect(at.wrongs()).toEqual([]);
  });
});
