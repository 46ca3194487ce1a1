/** How full the store is, for /metrics; a store outside the process has no values here. */
import { Gauge, type Registry } from 'prom-client';
import type { StoreUsage } from '../limits/store.ts';

export function addStoreGauges(registry: Registry, usage: () => StoreUsage | undefined): void {
  const add = (name: string, help: string, read: (usage: StoreUsage, gauge: Gauge<'kind'>) => void): void => {
    new Gauge({
      name,
      help,
      labelNames: ['kind'],
      registers: [registry],
      collect() {
        this.reset();
        const now = usage();
        if (now !== undefined) read(now, this);
      },
    });
  };
  add('aksept_store_entries', 'What the store keeps, by kind.', ({ caps }, gauge) => {
    for (const { name, used } of caps) gauge.set({ kind: name }, used);
  });
  add('aksept_store_entries_max', 'The most that the store keeps, by kind.', ({ caps }, gauge) => {
    for (const { name, max } of caps) gauge.set({ kind: name }, max);
  });
  add('aksept_store_bytes', 'Memory of the store outside the heap of JavaScript.', ({ bytes }, gauge) => gauge.set(bytes));
}
