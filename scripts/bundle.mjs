// Bundles the modules of the command, and of the processes and threads that it starts, into few files: Node takes about a
// millisecond for each file, and `aksept serve` has 900. The library (dist/index.js) keeps its modules as the compiler wrote them.
import { dirname, join, relative } from 'node:path';
import { build } from 'vite';
import { ROOT } from './freshness.mjs';

const DIST = join(ROOT, 'dist');

/** What Node starts by its path, and `aksept` itself. */
const ENTRIES = [
  'cli',
  'http/inspections/process',
  'http/load/process',
  'http/traces/process',
  'terminal-sim/run/pacing/pacing-thread',
  'terminal-sim/run/threads/worker-thread',
];

/** Stands for the path from a bundled file to dist/ until that file has its place. */
const TO_DIST = '@to-dist@';

/** Modules read files beside them, which stay where they are. */
const keepPlaces = {
  name: 'keep-places',
  transform(code, id) {
    if (!id.startsWith(DIST) || !code.includes('import.meta.')) return undefined;
    const path = `${TO_DIST}${relative(DIST, id)}`;
    return code
      .replaceAll('import.meta.url', `new URL('${path}', import.meta.url).href`)
      .replaceAll('import.meta.dirname', `(import.meta.dirname + '/${dirname(path)}')`);
  },
  renderChunk(code, { fileName }) {
    const path = relative(dirname(fileName), '.');
    return code.replaceAll(TO_DIST, path === '' ? './' : `${path}/`);
  },
};

await build({
  root: ROOT,
  configFile: false,
  logLevel: 'warn',
  plugins: [keepPlaces],
  // zod has a file for each language of its messages, and no use for any here.
  ssr: { noExternal: [/^zod/, 'fastify-type-provider-zod'] },
  build: {
    ssr: true,
    outDir: DIST,
    emptyOutDir: false,
    target: 'node20',
    minify: false,
    license: { fileName: 'bundle/licenses.json' },
    rollupOptions: {
      input: Object.fromEntries(ENTRIES.map((entry) => [entry, join(DIST, `${entry}.js`)])),
      output: { entryFileNames: '[name].js', chunkFileNames: 'bundle/[name]-[hash].js' },
    },
  },
});
