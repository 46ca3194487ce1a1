/**
 * The limits of request bodies. They are checked on the bytes, before JSON.parse and the schemas:
 * one event loop serves HTTP and the terminals, and both take time by the number of values.
 */

/** The cards of one POST /v1/cards/query. */
export const QUERY_CARDS_MAX = 1_000;
/** The cards of one POST /v1/cards/import. */
export const IMPORT_CARDS_MAX = 2_000_000;
/** One card of an import, with its white space. */
export const IMPORT_CARD_BYTES_MAX = 4_096;

export interface BodyLimit {
  readonly bytesMax: number;
  /** All values, lists and objects included; an empty list or object counts as two. */
  readonly valuesMax: number;
  /** Lists and objects in each other. */
  readonly depthMax: number;
  /** What to do when a body is longer, as the end of a sentence. */
  readonly advice: string;
}

// biome-ignore format: a table, one limit a line
export const BODY_LIMITS = {
  /** One transaction, order, question or change. */
  one: { bytesMax: 16_384, valuesMax: 256, depthMax: 8, advice: 'send one object' },
  query: { bytesMax: 65_536, valuesMax: 2 * QUERY_CARDS_MAX, depthMax: 8, advice: `ask for at most ${QUERY_CARDS_MAX} cards in a request` },
  exchange: { bytesMax: 65_536, valuesMax: 2_000, depthMax: 8, advice: 'send one transaction and its answer' },
  inspect: { bytesMax: 524_288, valuesMax: 16, depthMax: 2, advice: 'paste fewer messages' },
  /** A load run with a workload and cards of its own. */
  load: { bytesMax: 262_144, valuesMax: 20_000, depthMax: 12, advice: 'send fewer cards or a smaller workload' },
  faults: { bytesMax: 131_072, valuesMax: 10_000, depthMax: 16, advice: 'send fewer or shorter rules' },
  /** Written to a file as it arrives. */
  trace: { bytesMax: 67_108_864, valuesMax: 0, depthMax: 0, advice: 'replay it with aksept replay' },
  /** A role with the accounts that are ticked, or a letter that names many. */
  office: { bytesMax: 2_097_152, valuesMax: 200_000, depthMax: 6, advice: 'send fewer at a time' },
  /** Read as it arrives; a setting of the programme may lower it. */
  paymentFile: { bytesMax: 268_435_456, valuesMax: 0, depthMax: 0, advice: 'split the file into several' },
  /** Read and carried out card by card; values and depth are those of one card. */
  import: { bytesMax: 536_870_912, valuesMax: 64, depthMax: 4, advice: 'split the import' },
} as const satisfies Readonly<Record<string, BodyLimit>>;

/** The routes of these read the bytes as they arrive. */
export const STREAMED: readonly BodyLimitName[] = ['import', 'trace', 'paymentFile'];

export type BodyLimitName = keyof typeof BODY_LIMITS;
