/** What `serve` says when it is ready: a block for people, lines for programs. */
import { expect, test } from 'vitest';
import { type Announced, announcementBlock, announcementLines } from '../../../src/commands/serve/announce.ts';
import { settingsWith } from '../../../src/config/settings.ts';

const APP: Announced = {
  settings: settingsWith({ keys: 'data/keys.json', cards: 'cards.json' }),
  store: { description: 'memory:' },
  ring: { id: 'test-1', isTest: true },
  loaded: { cards: 3, created: 1 },
  backOffice: { office: { database: { description: 'pglite:./data/office' } } },
  ports: {
    protobuf: 7583,
    protobufIsTls: false,
    httpIsTls: false,
    http: 8080,
    iso8583: [
      { port: 8583, dialect: '1987-ascii', isTls: false, description: 'ISO 8583 1987-ascii, 2-byte header' },
      { port: 8593, dialect: '1993-bcd', isTls: true, description: 'ISO 8583 1993-bcd, 2-byte header' },
    ],
  },
};

test('at a terminal is a block that names each part once, and how to stop', () => {
  const block = announcementBlock(APP, false);
  expect(block).toEqual([
    '',
    'aksept is ready.',
    '',
    '  Store      memory:',
    '  Keys       data/keys.json (TEST key ring test-1)',
    '  Cards      cards.json (3 cards, 1 new, 2 on file already and not changed)',
    '  Office     pglite:./data/office',
    '  Terminals  127.0.0.1:7583 (protobuf)',
    '             127.0.0.1:8583 (ISO 8583 1987-ascii, 2-byte header)',
    '             127.0.0.1:8593 (ISO 8583 1993-bcd, 2-byte header, TLS)',
    '  HTTP       http://127.0.0.1:8080 (/v1/cards, /v1/transactions, /metrics, /healthz, /readyz)',
    '  Stop       Ctrl-C; requests in flight are answered first',
    '',
  ]);
  expect(announcementBlock(APP, true).join('\n')).toContain('\u001b[');
});

test('elsewhere is one line for each part', () => {
  expect(announcementLines({ ...APP, loaded: undefined, backOffice: undefined })).toEqual([
    'Store     memory:',
    'Keys      data/keys.json (TEST key ring test-1)',
    'Terminals 127.0.0.1:7583 (protobuf)',
    'Terminals 127.0.0.1:8583 (ISO 8583 1987-ascii, 2-byte header)',
    'Terminals 127.0.0.1:8593 (ISO 8583 1993-bcd, 2-byte header, TLS)',
    'HTTP      http://127.0.0.1:8080 (/v1/cards, /v1/transactions, /metrics, /healthz, /readyz)',
  ]);
});
