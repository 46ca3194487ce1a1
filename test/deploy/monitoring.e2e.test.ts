/**
 * Metrics, alert rules and dashboard, in a real Prometheus: promtool finds nothing wrong, and every query has an
 * answer when servers with a little traffic are scraped. One file, because it may have to fetch Prometheus first.
 */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';
import { type Prometheus, startPrometheus } from '../support/prometheus.ts';
import { prometheusForTests } from '../support/prometheus-binary.ts';
import { TRAFFIC_CARDS, type Traffic, trafficOn } from './traffic.ts';

const FOLDER = join(import.meta.dirname, '../../deploy');
const ALERTS = join(FOLDER, 'prometheus/alerts.yml');
const ALERT_TESTS = join(FOLDER, 'prometheus/alerts.test.yml');
const CONFIG = join(FOLDER, 'prometheus/prometheus.yml');
const DASHBOARD = join(FOLDER, 'grafana/dashboards/aksept.json');
/** A busy machine may take long for two scrapes. */
const PATIENCE_MS = 200_000;
const PAUSE_MS = 200;
/** The comparison at the end of an alert, which is false while nothing is wrong. */
const THRESHOLD = /^(.*\S)\s+(?:==|>|<)\s+[\d.]+$/s;

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
}

interface Panel {
  readonly title: string;
  readonly description?: string;
  readonly targets?: readonly { readonly expr: string }[];
}

const { groups }: { readonly groups: readonly { readonly rules: readonly Rule[] }[] } = parse(readFileSync(ALERTS, 'utf8'));
const rules = groups.flatMap((group) => group.rules);
const dashboard: { readonly panels: readonly Panel[] } = JSON.parse(readFileSync(DASHBOARD, 'utf8'));

/** What is asked of Prometheus, and where it stands. */
const queries = [
  ...dashboard.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ what: `panel ${title}`, query: expr }))),
  ...rules.map(({ alert, expr }) => ({ what: `alert ${alert}`, query: THRESHOLD.exec(expr)?.[1] ?? '' })),
].map(({ what, query }) => ({ what, query: query.replaceAll('$__rate_interval', '1m').replaceAll('$instance', '.*') }));

const programs = prometheusForTests('PROMETHEUS, WITH ALERTS AND DASHBOARD,');

interface Ran {
  readonly code: number;
  readonly output: string;
}

function promtool(args: readonly string[], input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(programs?.promtool ?? '', args, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr });
    });
    child.stdin?.end(input);
  });
}

test('every alert ends in its threshold, says what is wrong and what to do, and has a unit test', () => {
  expect(rules.length).toBeGreaterThan(10);
  expect(rules.filter(({ expr }) => !THRESHOLD.test(expr))).toEqual([]);
  const { tests }: { readonly tests: readonly { readonly name: string }[] } = parse(readFileSync(ALERT_TESTS, 'utf8'));
  expect(tests.map(({ name }) => name).sort()).toEqual(rules.map(({ alert }) => alert).sort());
});

test('the README lists every alert with its severity', () => {
  const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  const listed = [...readme.matchAll(/^\| `(Aksept\w+)` \| (\w+) \|/gm)].map(([, alert, severity]) => `${alert} ${severity}`);
  expect(listed).toEqual(rules.map(({ alert, labels }) => `${alert} ${labels.severity}`));
});

test('every panel says what it shows, and asks for the servers that are chosen', () => {
  const panels = dashboard.panels.filter(({ targets }) => targets !== undefined);
  expect(panels.length).toBeGreaterThan(20);
  expect(panels.filter(({ description = '' }) => !description.endsWith('.'))).toEqual([]);
  expect(panels.filter(({ targets = [] }) => targets.some(({ expr }) => !expr.includes('{instance=~"$instance"')))).toEqual([]);
});

describe.skipIf(programs === undefined)('with promtool', () => {
  test('rules and configuration are right', async () => {
    expect(await promtool(['check', 'config', CONFIG])).toMatchObject({ code: 0 });
    expect(await promtool(['check', 'rules', ALERTS])).toMatchObject({ code: 0 });
  });

  test('each alert fires when it should, and not before', async () => {
    expect(await promtool(['test', 'rules', ALERT_TESTS])).toMatchObject({ code: 0 });
  });

  test('the unit tests notice a wrong threshold of any alert', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aksept-alerts-'));
    copyFileSync(ALERT_TESTS, join(folder, 'alerts.test.yml'));
    const text = readFileSync(ALERTS, 'utf8');
    const unnoticed: string[] = [];
    for (const { alert, expr } of rules) {
      writeFileSync(join(folder, 'alerts.yml'), text.replace(expr, `${THRESHOLD.exec(expr)?.[1]} > 1e9`));
      const { code, output } = await promtool(['test', 'rules', join(folder, 'alerts.test.yml')]);
      if (code === 0 || !output.includes(alert)) unnoticed.push(alert);
    }
    rmSync(folder, { recursive: true, force: true });
    expect(unnoticed).toEqual([]);
  });
});

describe.skipIf(programs === undefined)('two servers with a little traffic', () => {
  let folder = '';
  let servers: readonly TestApp[] = [];
  let traffics: readonly Traffic[] = [];
  let prometheus: Prometheus;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'aksept-monitored-'));
    servers = [
      await startTestApp({ store: `file:${join(folder, 'store')}`, magicAmounts: true }),
      // Soon full: then it declines by itself.
      await startTestApp({ store: 'memory:', storedAnswersMax: 20 }),
    ];
    for (const { app } of servers) await app.cards.import(TRAFFIC_CARDS);
    traffics = servers.map(trafficOn);
    const targets = servers.map(({ http }) => http.replace('http://', ''));
    const config = {
      global: { scrape_interval: '1s', scrape_timeout: '1s' },
      scrape_configs: [{ job_name: 'aksept', static_configs: [{ targets }] }],
    };
    if (programs !== undefined) prometheus = await startPrometheus(programs, JSON.stringify(config));
  });
  afterAll(async () => {
    for (const traffic of traffics) await traffic.stop();
    await prometheus?.stop();
    for (const server of servers) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('every query of the dashboard and of the alerts has an answer', async () => {
    let open = queries;
    const latest = Date.now() + PATIENCE_MS;
    // Rates need two scrapes with traffic between them, and the rare events must have happened.
    while (open.length > 0 && Date.now() < latest) {
      const silent: typeof queries = [];
      for (const each of open) {
        const { error, series } = await prometheus.query(each.query);
        expect(error, each.what).toBe('');
        if (!series.some(({ value }) => Number.isFinite(value))) silent.push(each);
      }
      open = silent;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    expect(open).toEqual([]);
    expect(queries.length).toBeGreaterThan(40);
  });

  test('their metrics are clean for promtool', async () => {
    for (const { http } of servers) {
      const text = await (await fetch(`${http}/metrics`)).text();
      expect(text).toContain('aksept_decisions_total{');
      expect(await promtool(['check', 'metrics'], text)).toEqual({ code: 0, output: '' });
    }
  });
});
