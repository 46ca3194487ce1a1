/** Describes a step in one line, for reports: `cash 100.00, Kari at ATM`. */
import { amountText } from '../config/amount-text.ts';
import type { ActionKey } from './actions.ts';
import { isProgrammeAction, type ProgrammeAction } from './programme/programme-actions.ts';
import type { ScenarioCard, ScenarioTerminal } from './scenario.ts';
import type { FileStep } from './scenario-schema.ts';

export function stepText(
  file: FileStep,
  action: ActionKey | undefined,
  card: ScenarioCard | undefined,
  terminal: ScenarioTerminal | undefined,
): string {
  if (isProgrammeAction(action)) return programmeText(file, action);
  if (card === undefined) return 'a look at the office';
  const where = terminal === undefined ? card.name : `${card.name} at ${terminal.name}`;
  if (action === undefined) return `a look at ${card.name}`;
  if (action === 'office')
    return `office: ${file.office}${file.office === 'fund' ? ` ${amountText(file.amount ?? 0)}` : ''} for ${card.name}`;
  if (action === 'reversal of')
    return `reversal of "${file['reversal of']}"${file.stands === undefined ? '' : `, ${amountText(file.stands)} stands`}`;
  if (action === 'repeat of') return `repeat of "${file['repeat of']}"`;
  if (action === 'inquiry') return `balance inquiry, ${where}`;
  if (action === 'pin change') return `PIN change, ${where}`;
  return `${action} ${amountText(file[action] ?? 0)}, ${where}`;
}

const LIST_SHOWN_MAX = 3;

/** `order cards 20, as Bjørn`. */
function programmeText(file: FileStep, action: ProgrammeAction): string {
  const value = file[action];
  const person = file.as === undefined ? '' : `, as ${file.as}`;
  return `${action} ${valueText(action, value)}${person}`;
}

function valueText(action: ProgrammeAction, value: FileStep[ProgrammeAction]): string {
  if (typeof value === 'number') return action === 'transfer' ? amountText(value) : String(value);
  if (typeof value !== 'object') return value ?? '';
  const parts = Array.isArray(value) ? value : Object.entries(value).map(([name, minor]) => `${name} ${amountText(minor)}`);
  const more = parts.length - LIST_SHOWN_MAX;
  return `${parts.slice(0, LIST_SHOWN_MAX).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
