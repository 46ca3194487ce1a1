/** The console on a server that demands tokens: it asks for one, and sends it with everything, the live stream too. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeBrowser, type OpenedPage } from '../support/browser-suite.ts';
import { runCli, type Served, serve, temporaryFolder } from '../support/cli.ts';

/** What a browser says of each refusal, whatever the page makes of it. */
const REFUSAL = /^The console says error: Failed to load resource: the server responded with a status of 40[13]/;

describeBrowser('the console of a server that demands tokens', (pages) => {
  const folder = temporaryFolder();
  let server: Served;
  let opened: OpenedPage;
  const tokenOf = (name: string): string => readFileSync(join(folder.path, `${name}.token`), 'utf8').trim();
  beforeAll(async () => {
    await runCli(['tokens', 'add', 'anna', '--role', 'operate', '--out', 'anna.token'], folder.path);
    await runCli(['tokens', 'add', 'ben', '--role', 'read', '--out', 'ben.token'], folder.path);
    server = await serve(['--http-auth', 'required', '--http-failures-per-minute-max', '1000000'], folder.path);
    const issue = ['cards', 'issue', '--count', '3', '--balance', '100', '--out', 'cards.json', '--token-file', 'anna.token'];
    expect(await runCli([...issue, '--url', server.http], folder.path)).toMatchObject({ code: 0 });
  });
  afterEach(async () => {
    const others = opened.wrongs.filter((wrong) => !REFUSAL.test(wrong));
    await opened.close();
    expect(others).toEqual([]);
  });
  afterAll(async () => {
    await server?.stop();
    folder.remove();
  });

  const open = async (view: string, locale: string) => {
    opened = await pages.visit(`${server.http}/${view}`, { locale });
    return opened.page;
  };

  test.each([
    ['en-GB', 'The server asks for a token', 'Use it', 'The server did not take that token'],
    ['nb-NO', 'Serveren ber om et token', 'Bruk det', 'Serveren godtok ikke det tokenet'],
  ])('it asks for one (%s), says when it is wrong, and goes on with a right one', async (locale, title, use, wrong) => {
    const page = await open('#/cards', locale);
    const dialog = page.getByRole('dialog', { name: title });
    await dialog.waitFor();
    await dialog.getByLabel('Token').fill('aksept_wrong');
    await dialog.getByRole('button', { name: use }).click();
    await dialog.getByRole('alert').getByText(wrong).waitFor();
    await dialog.getByLabel('Token').fill(tokenOf('anna'));
    await page.keyboard.press('Enter');
    await page
      .getByRole('cell', { name: /^957899\*{6}\d{4}$/ })
      .first()
      .waitFor();
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.evaluate("sessionStorage.getItem('aksept.token')")).toBe(tokenOf('anna'));
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('aksept_');
    expect(await page.content()).not.toContain(tokenOf('anna'));
    await page.reload();
    await page
      .getByRole('cell', { name: /^957899\*{6}\d{4}$/ })
      .first()
      .waitFor();
  });

  test('the live stream sends it, and shows what happens', async () => {
    const page = await open('#/live', 'en-GB');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Token').fill(tokenOf('anna'));
    const streaming = page.waitForResponse((response) => response.url().includes('/v1/activity') && response.status() === 200);
    await dialog.getByRole('button', { name: 'Use it' }).click();
    await streaming;
    const pan = (JSON.parse(readFileSync(join(folder.path, 'cards.json'), 'utf8')) as { cards: { pan: string }[] }).cards[0]?.pan ?? '';
    await runCli(['cards', 'fund', pan, '7', '--url', server.http, '--token-file', 'anna.token'], folder.path);
    await page.getByRole('cell', { name: 'fund' }).first().waitFor();
  });

  test('"not now" leaves the sentence of the server, and a button to give one after all', async () => {
    const page = await open('#/cards', 'en-GB');
    await page.getByRole('dialog').getByRole('button', { name: 'Not now' }).click();
    await page.getByText('Send a token in the header').first().waitFor();
    await page.getByRole('button', { name: 'Token …' }).click();
    await page.getByRole('dialog').getByLabel('Token').fill(tokenOf('ben'));
    await page.keyboard.press('Enter');
    await page
      .getByRole('cell', { name: /^957899\*{6}\d{4}$/ })
      .first()
      .waitFor();
  });
});
