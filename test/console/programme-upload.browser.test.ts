/** What a person sees of a payment file: how much of it is sent, and why it is refused. */
import { closeSync, ftruncateSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { PAYMENT_FILE_LIMITS } from '../../src/programme/payment-files/limits.ts';
import { type LivedInOffice, liveIn } from './lived-in-office.ts';
import { paymentFile } from './payment-files.ts';
import { describeProgramme, faultsOf, TODAY, told } from './programme-suite.ts';

const UPLOAD_BYTES_A_SECOND = 400_000;
/** The clock of the office is on the day after TODAY. */
const LATER = '2026-03-10';
const OVER_BYTES = 40_000_000;

async function upload(page: Page, files: Parameters<ReturnType<Page['getByLabel']>['setInputFiles']>[0]): Promise<void> {
  await page.getByLabel('Betalingsfil (pain.001)', { exact: true }).setInputFiles(files);
  await page.getByRole('button', { name: 'Registrer og godkjenn' }).click();
}

describeProgramme('the upload of a payment file', (at) => {
  let office: LivedInOffice;
  let right: string;
  beforeAll(async () => {
    office = await liveIn(at);
    right = await paymentFile('SOSIAL-2026-03-C', [{ name: 'Per Hansen', account: office.accounts[2] ?? '', amountMinor: 250_000 }], LATER);
  });

  test('a file that is refused is told in one sentence with the place; nothing is registered, and the same file can be sent when it is right', async () => {
    const page = await at.visit('payments', office.clerk);
    await page.getByRole('button', { name: 'Registrer og godkjenn' }).click();
    await expect.poll(() => told(page).textContent()).toBe('Velg en betalingsfil først.');
    const refused: readonly (readonly [string, RegExp])[] = [
      ['Dette er ikke XML.', /^Linje 1, kolonne \d+: Filen er ikke velformet XML\. Lag den på nytt i systemet den kommer fra\.$/],
      ['<Document/>', /^Linje 1, kolonne \d+: Filen inneholder «Document»\. Den skal inneholde Document av /],
      [
        right.replace(/<CtrlSum>2500\.00/g, '<CtrlSum>2600.00'),
        /^Linje \d+, kolonne \d+: CtrlSum i PmtInf sier 2600\.00, men beløpene blir 2500 til sammen\.$/,
      ],
      [
        right.replace('SOSIAL-2026-03-C', 'SOSIAL-2026-03-A'),
        /^En fil med MsgId SOSIAL-2026-03-A er lastet opp før; er det en annen fil, så gi den en annen MsgId\.$/,
      ],
    ];
    for (const [text, sentence] of refused) {
      await upload(page, { name: 'stonad.xml', mimeType: 'application/xml', buffer: Buffer.from(text) });
      await expect.poll(() => told(page).textContent()).toMatch(sentence);
      expect(await page.locator('.file-name').textContent()).toMatch(/^stonad\.xml, /);
    }
    expect(await page.getByRole('row', { name: /SOSIAL-2026-03-C/ }).count()).toBe(0);
    const past = right.replace(LATER, TODAY).replace('SOSIAL-2026-03-C', 'SOSIAL-2026-03-E');
    await upload(page, { name: 'stonad.xml', mimeType: 'application/xml', buffer: Buffer.from(past) });
    await expect
      .poll(() => told(page).textContent())
      .toBe('Ingen betalinger i filen ble godtatt, så det er ingenting å godkjenne. Grunnene står nedenfor.');
    await expect.poll(() => page.getByRole('row', { name: /STONAD-1.*Per Hansen/ }).count()).toBe(1);
    await upload(page, { name: 'stonad.xml', mimeType: 'application/xml', buffer: Buffer.from(right) });
    await expect.poll(() => told(page).textContent()).toMatch(/^Registrert og godkjent én gang: 1 av 1 betaling, 2 500,00 kr/);
    expect(faultsOf(at)).toEqual([]);
  });

  test('a file that is too large is refused before any of it is sent', async () => {
    const page = await at.visit('payments', office.clerk);
    const path = join(at.folder, 'stor.xml');
    const file = openSync(path, 'w');
    ftruncateSync(file, PAYMENT_FILE_LIMITS.bytesMax + OVER_BYTES);
    closeSync(file);
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await upload(page, path);
    await expect.poll(() => told(page).textContent()).toBe('Filen er på 308,4 MB, og kan være på høyst 268,4 MB. Del den i flere filer.');
    expect(sent.filter((request) => request.startsWith('POST'))).toEqual([]);
    expect(faultsOf(at)).toEqual([]);
  });

  test('how much of a large file is sent is said in per cent, then that it is checked', async () => {
    const page = await at.visit('payments', office.clerk);
    const path = join(at.folder, 'mange.xml');
    const payees = Array.from({ length: 4_000 }, (_, index) => ({
      name: `Klient ${index}`,
      account: office.accounts[2] ?? '',
      amountMinor: 100,
    }));
    writeFileSync(path, await paymentFile('SOSIAL-2026-03-D', payees, LATER));
    const network = await page.context().newCDPSession(page);
    const rates = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: UPLOAD_BYTES_A_SECOND };
    await network.send('Network.emulateNetworkConditions', rates);
    await upload(page, path);
    await expect.poll(() => page.getByText(/^[1-9]\d? % av \d+([.,]\d+)? (kB|MB) er sendt$/).count()).toBe(1);
    expect(await page.getByRole('progressbar', { name: 'Laster opp' }).count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Registrer', exact: true }).isDisabled()).toBe(true);
    await expect.poll(() => told(page).textContent()).toMatch(/^Registrert og godkjent én gang: 4000 av 4000 betalinger, 4 000,00 kr/);
    expect(await page.getByRole('progressbar').count()).toBe(0);
    expect(faultsOf(at)).toEqual([]);
  });
});
