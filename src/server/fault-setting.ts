/** Reads the setting `faults`: the fault rules at start. */
import { FaultRuleError, readFaultPlan } from '../authorizer/faults/file/rule-file.ts';
import { type FaultPlan, NO_FAULTS } from '../authorizer/faults/rules/rule.ts';
import { ConfigError } from '../config/config-error.ts';
import { DataFileError, readDataFile } from '../config/data-file.ts';
import type { Settings } from '../config/settings-table.ts';

/** Reads a YAML or JSON file. Throws a ConfigError with file, line and error. */
export function readFaultFile(path: string): FaultPlan {
  return asConfigError(() => {
    const { value, place } = readDataFile(path);
    return readFaultPlan(value, place);
  });
}

/** The setting is a path; in the configuration file it can be the rules. Throws a ConfigError. */
export function faultPlanOf({ faults }: Pick<Settings, 'faults'>): FaultPlan {
  if (faults === '') return NO_FAULTS;
  if (typeof faults === 'string') return readFaultFile(faults);
  return asConfigError(() => readFaultPlan(faults, () => 'The setting faults'));
}

function asConfigError<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FaultRuleError || error instanceof DataFileError) throw new ConfigError(error.message);
    throw error;
  }
}
