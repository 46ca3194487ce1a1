/** Faults, settings, inspection, language and theme. */
import { expect, test } from 'vitest';
import { packageVersion } from '../../src/config/package-version.ts';
import { describeConsole } from './console-suite.ts';

describeConsole('the console', (at) => {
  test('adds a fault rule from a template, counts its hits, switches it off and on, and removes it', async () => {
    const page = await at.open('#/faults');
    await expect.poll(() => page.getByText('There are no rules').count()).toBe(1);
    await page.getByLabel('Template').selectOption('wrongAnswers');
    await page.getByLabel('Only these terminals').fill('ATM*');
    await page.getByRole('button', { name: 'Add', exact: true }).press('Enter');
    const row = page.getByRole('row', { name: /wrong-answers/ });
    await expect.poll(() => row.allTextContents()).toEqual([expect.stringMatching(/"terminal":"ATM\*".*"outcome":"insufficientFunds".*0/)]);
    const { pan, pin } = at.card(0);
    const cash = { type: 'cash', stan: 1, terminalId: 'ATM00001', amountMinor: 10_000, pan, pin, mcc: 6011, terminalCountry: 578 };
    expect(await at.send(cash)).toMatchObject({ outcome: 'insufficientFunds' });
    await expect.poll(() => row.getByRole('cell').nth(3).textContent()).toBe('1');
    const box = page.getByRole('checkbox', { name: 'wrong-answers' });
    await box.press('Space');
    await expect.poll(() => row.getByRole('cell').nth(3).textContent()).toBe('off');
    expect(await at.send({ ...cash, stan: 2 })).toMatchObject({ outcome: 'approved' });
    await page.reload();
    await expect.poll(() => box.isChecked()).toBe(false);
    await box.press('Space');
    await expect.poll(() => box.isChecked()).toBe(true);
    await expect.poll(async () => (await at.send({ ...cash, stan: 3 }))['outcome']).toBe('insufficientFunds');
    await page.getByRole('button', { name: 'Remove wrong-answers' }).press('Enter');
    await expect.poll(() => page.getByText('There are no rules').count()).toBe(1);
    expect(at.wrongs()).toEqual([]);
  });

  test('says what is wrong with a rule', async () => {
    const page = await at.open('#/faults');
    await page.getByLabel('The rule').fill('{"name": "a", "do": {"dorp": true}}');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.poll(() => page.getByRole('form').getByRole('status').textContent()).toMatch(/unknown key "dorp"; did you mean drop\?/);
    await page.getByLabel('The rule').fill('{');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.poll(() => page.getByRole('form').getByRole('status').textContent()).toMatch(/^The rule is not JSON/);
  });

  test('shows the settings, the listeners and the limit profiles', async () => {
    const page = await at.open('#/settings');
    await expect.poll(() => page.getByText(packageVersion(), { exact: true }).count()).toBe(1);
    expect(await page.getByRole('cell', { name: at.server().protobuf }).count()).toBe(1);
    expect(await page.getByRole('row', { name: /ATM 9,900.00 NOK the last 96 hours/ }).count()).toBe(1);
    const all = page.getByRole('region', { name: 'All settings' }).getByRole('row');
    const before = await all.count();
    await page.getByLabel(/Only those that are not the default/).press('Space');
    await expect.poll(() => all.count()).toBeLessThan(before);
    expect((await all.allTextContents()).join('\n')).toMatch(/^protobufPort/m);
    expect(at.wrongs()).toEqual([]);
  });

  test('takes a pasted message apart, by keyboard', async () => {
    const page = await at.open('#/inspect');
    await page.getByRole('button', { name: 'An example' }).press('Enter');
    const text = await page.getByLabel('Message', { exact: true }).inputValue();
    // SHOP0007 becomes the terminal <script>.
    await page.getByLabel('Message', { exact: true }).fill(text.replace('53 48 4F 50 30 30 30 37', '3C 73 63 72 69 70 74 3E'));
    await page.getByRole('button', { name: 'Take apart' }).press('Enter');
    await expect
      .poll(() => page.getByRole('heading', { level: 2 }).allTextContents())
      .toEqual([expect.stringMatching(/^Message 0200, 201 bytes, 1987-ascii, header none, in order$/)]);
    expect(await page.getByRole('row', { name: /^DE4 / }).textContent()).toContain('249.50 NOK');
    expect(await page.getByRole('row', { name: /^DE41 / }).textContent()).toContain('<script>');
    expect(await page.evaluate('document.querySelectorAll("main script").length')).toBe(0);
    expect(await page.locator('main').textContent()).not.toContain('9578990000000914');
    await page.getByLabel('Message', { exact: true }).fill('hello');
    await page.getByRole('button', { name: 'Take apart' }).click();
    await expect.poll(() => page.locator('main').getByRole('status').last().textContent()).toMatch(/^The text holds no message/);
  });

  test('switches language and theme by keyboard, and remembers both', async () => {
    const page = await at.open('#/terminal');
    await page.getByLabel('Language').focus();
    await page.keyboard.press('End');
    await expect.poll(() => page.getByRole('link', { name: 'Kort' }).isVisible()).toBe(true);
    await page.getByLabel('Utseende').focus();
    await page.keyboard.press('End');
    await page.reload();
    expect(await page.getByRole('link', { name: 'Kort' }).isVisible()).toBe(true);
    expect(await page.evaluate("document.documentElement.lang + ' ' + document.documentElement.dataset.theme")).toBe('nb dark');
  });
});
