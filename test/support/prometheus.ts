/** A real Prometheus that scrapes servers of a test, in a temporary folder of its own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { startGuard } from './process-guard.ts';
import type { PrometheusPrograms } from './prometheus-binary.ts';

const START_ATTEMPTS_MAX = 5;
const PROBE_MS = 50;

export interface QueryResult {
  /** Empty when the query could be evaluated. */
  readonly error: string;
  /** The value of each series, by its labels. */
  readonly series: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

export interface Prometheus {
  readonly url: string;
  /** An instant query, now. */
  query(expression: string): Promise<QueryResult>;
  stop(): Promise<void>;
}

interface QueryAnswer {
  readonly status: string;
  readonly error?: string;
  readonly data?: {
    readonly result: readonly { readonly metric: Readonly<Record<string, string>>; readonly value: readonly [number, string] }[];
  };
}

async function query(url: string, expression: string): Promise<QueryResult> {
  const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expression)}`);
  const { status, error, data }: QueryAnswer = JSON.parse(await answer.text());
  if (status !== 'success') return { error: error ?? status, series: [] };
  return { error: '', series: (data?.result ?? []).map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) })) };
}

/** Undefined when it ended before it was ready, as when somebody took the port. */
async function start(programs: PrometheusPrograms, folder: string): Promise<Prometheus | undefined> {
  const port = await freePort();
  const args = [`--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${join(folder, 'data')}`];
  const child = spawn(programs.prometheus, [...args, `--web.listen-address=127.0.0.1:${port}`], { stdio: 'ignore' });
  const guard = startGuard(`kill -9 ${child.pid ?? ''}`, folder);
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  }).then(() => {
    hasEnded = true;
    guard.kill('SIGKILL');
  });
  const url = `http://127.0.0.1:${port}`;
  while (!hasEnded) {
    const ready = await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) {
      const stop = async (): Promise<void> => {
        child.kill('SIGKILL');
        await ended;
        rmSync(folder, { recursive: true, force: true });
      };
      return { url, query: (expression) => query(url, expression), stop };
    }
    await new Promise((resolve) => setTimeout(resolve, PROBE_MS));
  }
  return undefined;
}

/** Starts one with this configuration; it dies with this process. */
export async function startPrometheus(programs: PrometheusPrograms, config: string): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'aksept-prometheus-'));
  writeFileSync(join(folder, 'prometheus.yml'), config);
  for (let attempt = 0; attempt < START_ATTEMPTS_MAX; attempt += 1) {
    const started = await start(programs, folder);
    if (started !== undefined) return started;
  }
  throw new Error(`Prometheus did not start in ${START_ATTEMPTS_MAX} attempts.`);
}
