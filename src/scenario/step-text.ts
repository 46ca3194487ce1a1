/** Describes a step in one line, for reports: `cash 100.00, Kari at ATM`. */
import { amountText } from '../config/amount-text.ts';
import type { ActionKey } from './actions.ts';
import type { ScenarioCard, ScenarioTerminal } from './scenario.ts';
import type { FileStep } from './scenario-schema.ts';

export function stepText(
  file: FileStep,
  action: ActionKey | undefined,
  card: ScenarioCard,
  terminal: ScenarioTerminal | undefined,
): string {
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
