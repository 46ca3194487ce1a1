/** Writes the elements whose value comes from the dialect's code tables, such as DE3 and DE22. */
import type { TransactionRequest } from '../../../message.ts';
import type { CompiledTable } from '../../dialect/code-table.ts';
import type { Slice } from '../../dialect/dialect.ts';
import type { Plan } from '../plan.ts';
import type { RequestStep } from './request-step.ts';

type Coded = 'type' | 'purpose' | 'entryMode' | 'terminalType' | 'reversalReason';

/** A code table and the field of the request that it encodes. */
interface Overlay {
  readonly field: Coded;
  readonly table: CompiledTable<string>;
}

/** The tables to write, by element. A table on the element of the MCC is only read. */
function overlaysOf(plan: Plan): ReadonlyMap<number, readonly Overlay[]> {
  const byElement = new Map<number, Overlay[]>();
  const add = (field: Coded, tables: readonly CompiledTable<string>[]): void => {
    for (const table of tables) {
      if (table.element === plan.fields.mcc) continue;
      byElement.set(table.element, [...(byElement.get(table.element) ?? []), { field, table }]);
    }
  };
  add('type', [plan.types]);
  add('purpose', plan.purposes);
  add('entryMode', plan.entryModes);
  add('terminalType', plan.terminalTypes);
  add('reversalReason', plan.reversalReasons);
  return byElement;
}

function overlaid(text: string, from: number, code: string): string {
  return text.slice(0, from) + code + text.slice(from + code.length);
}

/** The code written for the type `unknown`. */
const UNKNOWN_TYPE = '99';

function codeOf(table: CompiledTable<string>, field: Coded, request: TransactionRequest): string | undefined {
  const word = request[field];
  if (word === '') return undefined;
  return field === 'type' && word === 'unknown' ? UNKNOWN_TYPE : table.codes.get(word);
}

/**
 * Writes codes over a template. `country`: where the terminal's country goes, if into this element.
 */
function codedStep(plan: Plan, element: number, overlays: readonly Overlay[], country: Slice | undefined): RequestStep {
  const template = plan.dialect.templates[String(element)] ?? '0'.repeat(plan.layout.unitsMax[element] as number);
  // Consecutive messages mostly have the same codes, so the last text is kept for the next one.
  const lastCodes: (string | undefined)[] = overlays.map(() => undefined);
  let lastCountry = 0;
  let lastText = '';
  const textOf = (): string => {
    let text = '';
    for (const [index, { table }] of overlays.entries()) {
      const code = lastCodes[index];
      if (code !== undefined) text = overlaid(text === '' ? template : text, table.from, code);
    }
    if (country === undefined || lastCountry === 0) return text;
    return overlaid(text === '' ? template : text, country.position - 1, String(lastCountry).padStart(country.length, '0'));
  };
  return {
    element,
    put: (request, writer) => {
      let isSame = true;
      for (let index = 0; index < overlays.length; index += 1) {
        const { field, table } = overlays[index] as Overlay;
        const code = codeOf(table, field, request);
        if (code === lastCodes[index]) continue;
        lastCodes[index] = code;
        isSame = false;
      }
      if (country !== undefined && request.terminalCountry !== lastCountry) {
        lastCountry = request.terminalCountry;
        isSame = false;
      }
      if (!isSame) lastText = textOf();
      if (lastText !== '') writer.putText(element, lastText);
    },
  };
}

/** One step for each element that holds codes or the terminal's country. */
export function codedSteps(plan: Plan): readonly RequestStep[] {
  const overlays = overlaysOf(plan);
  const country = plan.dialect.terminalCountry[0];
  const elements = new Set(overlays.keys());
  if (country !== undefined) elements.add(country.element);
  return [...elements].map((element) =>
    codedStep(plan, element, overlays.get(element) ?? [], country?.element === element ? country : undefined),
  );
}
