/** The cards page: finds a card, shows its limits and its history, and changes it. */
import { expect, test } from 'vitest';
import { describeConsole, maskedPan } from './console-suite.ts';

describeConsole('the cards page', (at) => {
  test('finds a card by its number, and shows what happened to it and what leaves when', async () => {
    const card = at.card(0);
    const sale = { pan: card.pan, pin: card.pin, terminalCountry: 578 };
    await at.send({ ...sale, type: 'purchase', stan: 1, terminalId: '<script>', amountMinor: 24_950, mcc: 5411 });
    await at.send({ ...sale, type: 'purchase', stan: 2, terminalId: 'SHOP0001', amountMinor: 10_000, mcc: 5411 });
    await at.send({ ...sale, class: 'authorization', type: 'purchase', stan: 3, terminalId: 'PUMP0001', amountMinor: 50_000, mcc: 5542 });
    const page = await at.open('#/cards');
    await page.getByLabel('card number or token').fill(card.pan);
    await page.keyboard.press('Enter');
    const facts = page.getByRole('region', { name: maskedPan(card) });
    await expect.poll(() => facts.allTextContents()).toEqual([expect.stringContaining('Held500.00 NOK')]);
    await expect.poll(() => page.getByRole('img', { name: /^Shop over time: 849.50 NOK of 50,000.00 NOK used now/ }).count()).toBe(1);
    const windows = page.getByRole('region', { name: 'The limits and their windows' });
    expect(await windows.getByRole('listitem').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^249.50 NOK leaves /), expect.stringMatching(/^500.00 NOK leaves /)]),
    );
    expect(await page.getByText(/^500.00 NOK, until /).count()).toBe(1);
    const history = page.getByRole('region', { name: 'History' });
    expect(await history.getByRole('row', { name: /hold.*Approved.*PUMP0001/ }).count()).toBe(1);
    expect(await history.getByRole('cell', { name: '<script>', exact: true }).count()).toBe(1);
    expect(await history.textContent()).toContain('Complete from the issue of the card on.');
    await page.getByLabel('card number or token').fill('9578990000000005');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByText('No card on file has this number.').count()).toBe(1);
    expect(at.wrongs()).toEqual([]);
  });

  test('loads money, changes the profile, blocks and activates, by keyboard', async () => {
    const card = at.card(1);
    const page = await at.open('#/cards');
    await page.getByRole('button', { name: maskedPan(card) }).press('Enter');
    const facts = page.getByRole('region', { name: maskedPan(card) });
    await page.getByLabel('Amount').fill('100');
    await page.keyboard.press('Enter');
    await expect.poll(() => facts.textContent()).toContain('Balance60,100.00 NOK');
    await page.getByLabel('Profile').focus();
    await page.keyboard.press('End');
    await page.getByRole('button', { name: 'Change profile' }).press('Enter');
    await expect.poll(() => facts.textContent()).toContain('Profilenested');
    await expect.poll(() => page.getByRole('img', { name: /^daily over time/ }).count()).toBe(1);
    await page.getByRole('button', { name: 'Block', exact: true }).press('Enter');
    await expect.poll(() => facts.textContent()).toContain('Statusblocked');
    await page.getByRole('button', { name: 'Activate' }).press('Enter');
    await expect.poll(() => facts.textContent()).toContain('Statusactive');
    const events = page.getByRole('region', { name: 'History' }).getByRole('row');
    await expect
      .poll(async () => (await events.allTextContents()).join())
      .toMatch(/change.*status.*change.*status.*change.*profile.*fund/s);
    expect(at.wrongs()).toEqual([]);
  });
});
