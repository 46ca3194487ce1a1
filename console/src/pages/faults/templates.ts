/** Rules to begin with, as docs/faults.md has them. */

export interface FaultRule {
  readonly name: string;
  readonly match?: Readonly<Record<string, unknown>>;
  readonly do: Readonly<Record<string, unknown>>;
}

interface Template {
  /** Also its name in the table of words. */
  readonly word:
    | 'slowAnswers'
    | 'lateAnswers'
    | 'lostAnswers'
    | 'doubledAnswers'
    | 'wrongAnswers'
    | 'storeDown'
    | 'cutConnections'
    | 'garbage'
    | 'trickle'
    | 'stall';
  readonly rule: FaultRule;
}

// biome-ignore format: a table, one rule a line
export const TEMPLATES: readonly Template[] = [
  { word: 'slowAnswers', rule: { name: 'slow-answers', do: { delay: { uniformMs: [500, 2_000] } } } },
  { word: 'lateAnswers', rule: { name: 'late-answers', do: { late: true } } },
  { word: 'lostAnswers', rule: { name: 'lost-answers', do: { drop: true } } },
  { word: 'doubledAnswers', rule: { name: 'doubled-answers', do: { duplicate: true } } },
  { word: 'wrongAnswers', rule: { name: 'wrong-answers', do: { outcome: 'insufficientFunds' } } },
  { word: 'storeDown', rule: { name: 'store-down', do: { storeDown: true } } },
  { word: 'cutConnections', rule: { name: 'cut-connections', do: { close: true } } },
  { word: 'garbage', rule: { name: 'garbage', do: { garbage: true } } },
  { word: 'trickle', rule: { name: 'trickle', do: { trickle: true } } },
  { word: 'stall', rule: { name: 'stall', match: { during: { afterMs: 10_000, forMs: 5_000 } }, do: { stall: true } } },
];

export type TemplateWord = Template['word'];

export interface Narrowing {
  /** A terminal id, or a prefix and `*`; empty: all. */
  readonly terminal: string;
  /** Of the messages, in percent; NaN: all. */
  readonly percent: number;
}

/** The name with a number behind it when it is taken. */
function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let n = 2; taken.includes(free); n += 1) free = `${name}-${n}`;
  return free;
}

export function ruleOf(word: TemplateWord, { terminal, percent }: Narrowing, taken: readonly string[]): FaultRule {
  const { rule } = TEMPLATES.find((template) => template.word === word) ?? (TEMPLATES[0] as Template);
  const match = {
    ...rule.match,
    ...(terminal === '' ? {} : { terminal }),
    ...(percent > 0 && percent < 100 ? { share: percent / 100 } : {}),
  };
  return { name: freeName(rule.name, taken), ...(Object.keys(match).length === 0 ? {} : { match }), do: rule.do };
}
