/**
 * Finds a real Prometheus with its promtool, without anything installed: PATH, then an earlier extraction, then
 * the package of the distribution, extracted into node_modules/.cache.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type DebianProgram, extractionOf, extractProgram } from './debian-packages.ts';
import { canTest, missingPrograms } from './needs.ts';

// Written in Go: it needs no library but libc.
const PROMETHEUS: DebianProgram = { name: 'prometheus', packages: ['prometheus'], needsLibraries: false };

export interface PrometheusPrograms {
  readonly prometheus: string;
  readonly promtool: string;
}

function extracted(): PrometheusPrograms | undefined {
  const folder = join(extractionOf(PROMETHEUS), 'usr/bin');
  const programs = { prometheus: join(folder, 'prometheus'), promtool: join(folder, 'promtool') };
  const starts = existsSync(programs.promtool) && spawnSync(programs.promtool, ['--version'], { stdio: 'ignore' }).status === 0;
  return starts ? programs : undefined;
}

/** The programs, or one sentence on why there are none. */
function find(): PrometheusPrograms | string {
  if (missingPrograms('prometheus', 'promtool').length === 0) return { prometheus: 'prometheus', promtool: 'promtool' };
  const before = extracted();
  if (before !== undefined) return before;
  const refusal = extractProgram(PROMETHEUS);
  return extracted() ?? `No Prometheus was found: ${refusal}. Install prometheus (apt-get install prometheus).`;
}

/** Undefined: there is none, and one loud line said so. Throws with CI=true. */
export function prometheusForTests(what: string): PrometheusPrograms | undefined {
  const found = find();
  return canTest(what, typeof found === 'string' ? found : undefined) && typeof found !== 'string' ? found : undefined;
}
