/** Which step of a message the samples of a CPU profile belong to. */
import type { Profiler } from 'node:inspector';

type CallFrame = Pick<Profiler.ProfileNode['callFrame'], 'functionName' | 'url'>;

export interface StepShare {
  readonly step: string;
  /** Of all samples that are not idle. */
  readonly share: number;
}

interface StepRule {
  readonly step: string;
  /** A part of the path of the file; empty: Node's own code. */
  readonly file: string;
  /** Any function of the file when not given. */
  readonly functions?: readonly string[];
}

const OTHER = 'Node and other';
const IDLE: readonly string[] = ['(idle)'];

/** A frame belongs to the first row that fits it. */
const RULES: readonly StepRule[] = [
  { step: 'garbage collection', file: '', functions: ['(garbage collector)'] },
  { step: 'socket writes', file: '', functions: ['writev', 'writeBuffer', 'writeUtf8String', 'writeLatin1String', 'shutdown'] },
  { step: 'PIN', file: '/src/pin/pin' },
  { step: 'PIN', file: '/src/pin/enciphered' },
  { step: 'PIN', file: '/src/pin/cipher/' },
  { step: 'card token', file: '/src/pin/pan-token' },
  { step: 'keys used on other cards', file: '/src/authorizer/recent-keys' },
  { step: 'approval code', file: '/src/authorizer/keys', functions: ['approvalCodeOf'] },
  { step: 'finding stored answers', file: '/src/limits/stores/memory/card-view', functions: ['find', 'findOwn', 'answerOf'] },
  { step: 'keeping answers and names', file: '/src/limits/stores/memory/card-view', functions: ['keep', 'point', 'rewrite'] },
  { step: 'looking for what is over', file: '/src/limits/stores/memory/account-sweep' },
  { step: 'limits', file: '/src/limits/stores/memory/card-view', functions: ['usage'] },
  { step: 'journal', file: '/src/limits/stores/memory/journal' },
  { step: 'writing the log', file: '/src/limits/stores/file/' },
  { step: 'carrying out', file: '/src/limits/state/apply' },
  { step: 'deciding', file: '/src/limits/rules/', functions: ['transition'] },
  { step: 'store, the rest', file: '/src/limits/stores/memory/store' },
  { step: 'decoding', file: '/codec.js', functions: ['decodeRequest'] },
  { step: 'encoding', file: '/codec.js', functions: ['encodeResponse', 'encodeResponseInto'] },
  { step: 'frames and connections', file: '/src/authorizer/connections/' },
  { step: 'metrics', file: '/src/server/' },
  { step: 'authorizer, the rest', file: '/src/authorizer/' },
];

function stepOf({ functionName, url }: CallFrame): string | undefined {
  // A private method is named "#find" or "find", by the place of the sample.
  const name = functionName.replace(/^.*[#.]/, '');
  return RULES.find(
    ({ file, functions }) => (file === '' ? !url.includes('/src/') : url.includes(file)) && (functions?.includes(name) ?? true),
  )?.step;
}

/**
 * The innermost frame that has a step gives it to the sample: what is called on behalf of a step
 * counts there. In falling order.
 */
export function stepShares({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): readonly StepShare[] {
  const parents = new Map<number, Profiler.ProfileNode>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const node of nodes) for (const child of node.children ?? []) parents.set(child, node);
  const stepOfNode = (id: number): string => {
    for (let node = byId.get(id); node !== undefined; node = parents.get(node.id)) {
      const step = stepOf(node.callFrame);
      if (step !== undefined) return step;
    }
    return OTHER;
  };
  const micros = new Map<string, number>();
  let total = 0;
  for (const [at, id] of samples.entries()) {
    if (IDLE.includes(byId.get(id)?.callFrame.functionName ?? '')) continue;
    const delta = timeDeltas[at] ?? 0;
    const step = stepOfNode(id);
    micros.set(step, (micros.get(step) ?? 0) + delta);
    total += delta;
  }
  return [...micros].map(([step, spent]) => ({ step, share: spent / total })).sort((a, b) => b.share - a.share);
}
