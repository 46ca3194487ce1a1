/** A thread of a load run: one share, started and stopped by the thread that it tells. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadKeyRing } from '../../pin/keys/key-ring.ts';
import { systemClock } from '../clock.ts';
import { terminalWire } from '../link/terminal-wire.ts';
import type { LoadRun } from './load.ts';
import { LoadWorker, type WorkerPlan } from './load-share.ts';
import type { WorkerCommand, WorkerMessage } from './workers.ts';

/** What a thread is started with. */
export interface WorkerSetup {
  readonly codec: string;
  readonly keysText: string;
  readonly keysName: string;
}

function tell(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

// This module is started with exactly that by `runLoad`.
const { plan, codec, keysText, keysName } = workerData as WorkerSetup & { readonly plan: WorkerPlan };
const ring = loadKeyRing(keysText, keysName);
const wire = terminalWire(codec, ring, keysName, 'codec');
const share = new LoadWorker(plan, { ring, codec: wire.codec, header: wire.header, clock: systemClock });
let run: LoadRun | undefined;

function start(): void {
  const started = share.run();
  run = started;
  started.statistics.onInterval = (interval) => {
    tell({ kind: 'interval', interval, sentTotal: started.sentTotal, inFlight: started.inFlight });
  };
  started.run().then(
    (result) => tell({ kind: 'ended', result: share.resultOf(result) }),
    (error: unknown) => {
      // A bug in a flow: it ends the thread, and so the run.
      setImmediate(() => {
        throw error;
      });
    },
  );
}

parentPort?.on('message', (order: WorkerCommand) => {
  if (order === 'start') start();
  else run?.stop();
});
tell({ kind: 'opened', sentence: await share.open() });
