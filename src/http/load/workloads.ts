/** The workloads that a load run can name: the usual one, and the shipped files of examples/workloads. */
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../../examples/workloads');

export const WORKLOAD_NAMES = ['usual', 'careless-customers', 'cash-machines', 'fuel-and-taxis', 'purchases-only', 'whole-day'] as const;

export type WorkloadName = (typeof WORKLOAD_NAMES)[number];

/** Undefined: the usual workload, which is no file. */
export function workloadPath(name: WorkloadName): string | undefined {
  return name === 'usual' ? undefined : join(FOLDER, `${name}.yaml`);
}
