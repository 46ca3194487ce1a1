/** Terminal ids bound to client certificates. */
import { readFileSync } from 'node:fs';
import type { PeerCertificate } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError } from '../../../src/config/config-error.ts';
import { terminalNames } from '../../../src/server/tls/terminal-names.ts';
import { purchase } from '../../authorizer/fixture.ts';
import type { Peer } from '../../authorizer/peer.ts';
import type { TestApp } from '../app-fixture.ts';
import { linesOf } from '../refusals/refusal-fixture.ts';
import { dialTls, echo, makeSetup, metric, startTls, stopAll, type TlsSetup } from './tls-fixture.ts';

let setup: TlsSetup;
beforeAll(async () => {
  setup = await makeSetup();
});
afterAll(() => setup.made.remove());
afterEach(stopAll);

function certificate(common: unknown, subjectaltname?: string): PeerCertificate {
  return { subject: { CN: common }, subjectaltname } as unknown as PeerCertificate;
}

function idsOf(setting: string, of: PeerCertificate, ids: readonly string[]): readonly string[] {
  const mayUse = terminalNames(setting)?.(of);
  return ids.filter((id) => mayUse?.(id));
}

const IDS = ['T1', 'T2', 'T10', 'A7', ''];

describe('the setting tlsTerminals', () => {
  test('none: nothing is bound', () => {
    expect(terminalNames('')).toBeUndefined();
  });

  test('cn: the common name, if there is exactly one', () => {
    expect(idsOf('cn', certificate('T1'), IDS)).toEqual(['T1']);
    expect(idsOf('cn', certificate(['T1', 'T2']), IDS)).toEqual([]);
    expect(idsOf('cn', certificate(undefined), IDS)).toEqual([]);
  });

  test('uri: the alternative names of our kind', () => {
    const names = 'DNS:T10, URI:urn:aksept:terminal:T1, URI:urn:other:T2, URI:urn:aksept:terminal:A7';
    expect(idsOf('uri', certificate('T2', names), IDS)).toEqual(['T1', 'A7']);
    expect(idsOf('uri', certificate('T2'), IDS)).toEqual([]);
  });

  test('uri: a name that holds another name is one name', () => {
    expect(idsOf('uri', certificate('x', 'DNS:"x, URI:urn:aksept:terminal:T1"'), IDS)).toEqual([]);
  });

  test('a file: by common name, with a star at the end', () => {
    const path = setup.made.write('terminals.json', JSON.stringify({ till: ['T1', 'A*'], all: ['*'] }));
    expect(idsOf(path, certificate('till'), IDS)).toEqual(['T1', 'A7']);
    expect(idsOf(path, certificate('all'), IDS)).toEqual(IDS);
    expect(idsOf(path, certificate('other'), IDS)).toEqual([]);
    expect(idsOf(path, certificate('toString'), IDS)).toEqual([]);
  });

  test.each([
    ['no file', undefined, 'tlsTerminals: the file FOLDER/none.json cannot be read (ENOENT); give cn, uri, or the path of a JSON file.'],
    ['no JSON', 'x', 'tlsTerminals: FOLDER/x.json is not JSON; correct the file.'],
    ['a list', '[]', 'tlsTerminals: FOLDER/x.json: it must be as in {"common name": ["T0000001", "T1*"]}; correct the file.'],
    [
      'a text',
      '{"till":"T1"}',
      'tlsTerminals: FOLDER/x.json: "till" must be as in {"common name": ["T0000001", "T1*"]}; correct the file.',
    ],
  ])('%s is refused', (_name, text, sentence) => {
    const path = text === undefined ? `${setup.made.folder}/none.json` : setup.made.write('x.json', text);
    expect(() => terminalNames(path)).toThrow(new ConfigError(sentence.replace('FOLDER', setup.made.folder)));
  });

  test('needs CAs for client certificates', async () => {
    await expect(startTls(setup, { tlsTerminals: 'cn' })).rejects.toThrow('tlsTerminals is set without tlsClientCa;');
  });
});

function dial({ app }: TestApp): Promise<Peer> {
  const { cert, key } = setup.client;
  return dialTls(app.ports.protobuf, { ca: setup.made.authority.certificate, cert: readFileSync(cert), key: readFileSync(key) });
}

describe('a connection of till-7', () => {
  const start = (settings = {}) => startTls(setup, { tlsClientCa: setup.made.ca, tlsTerminals: 'cn', ...settings });

  test('asks for its own terminal', async () => {
    const app = await start();
    const peer = await dial(app);
    expect(await peer.ask(echo('till-7'))).toMatchObject({ outcome: 'approved' });
    expect(await peer.ask(purchase({ terminalId: 'till-7' }))).toMatchObject({ outcome: 'invalidCardNumber' });
    expect(linesOf(app)).toEqual([]);
  });

  test('is declined for another one, in one line, counted, and nothing is asked', async () => {
    const app = await start();
    const peer = await dial(app);
    const declined = await peer.ask(purchase({ terminalId: 'till-8', stan: 11 }));
    expect(declined).toMatchObject({
      outcome: 'notPermittedToTerminal',
      stan: 11,
      terminalId: 'till-8',
      approvalCode: '',
      repeated: false,
    });
    expect(await peer.ask(echo('till-8', 12))).toMatchObject({ outcome: 'notPermittedToTerminal', stan: 12 });
    expect(await metric(app, 'aksept_refused_frames_total{reason="otherTerminal"}')).toBe(2);
    const labels = 'wire="protobuf",class="financial",type="purchase",outcome="notPermittedToTerminal"';
    expect(await metric(app, `aksept_decisions_total{${labels}}`)).toBe(1);
    expect(linesOf(app).map(({ text }) => text)).toEqual(
      Array(2).fill(
        'Message declined: The message is of terminal till-8, which the client certificate of the connection does not name. Give the terminal a certificate that names it, or correct what tlsTerminals says.',
      ),
    );
    expect(await peer.ask(purchase({ terminalId: 'till-7', stan: 11 }))).toMatchObject({ outcome: 'invalidCardNumber' });
  });

  test('may use what a file says', async () => {
    const path = setup.made.write('map.json', JSON.stringify({ 'till-7': ['T1*'] }));
    const app = await start({ tlsTerminals: path });
    const peer = await dial(app);
    expect(await peer.ask(echo('T100'))).toMatchObject({ outcome: 'approved' });
    expect(await peer.ask(echo('till-7', 8))).toMatchObject({ outcome: 'notPermittedToTerminal' });
  });

  test('a listener without TLS is warned of', async () => {
    const app = await start({ iso8583: '0:1987-ascii+notls' });
    expect(
      app.log.lines.filter((line) => line.includes('tlsTerminals does not bind terminals on listeners without TLS: 0:1987-ascii;')),
    ).toHaveLength(1);
  });
});
