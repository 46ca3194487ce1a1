/** The code of the code calculator (passordkalkulator), which approves. In the simulation the page can press it. */
import type { Signal } from '@preact/signals';
import { ask } from '../ask.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { CalculatorCode } from '../types.ts';
import { userId, users } from '../user.ts';
import { Field } from './field.tsx';

const CODE_DIGITS_MAX = 10;

export function CodeField({ code, onProblem }: { readonly code: Signal<string>; readonly onProblem: (error: unknown) => void }) {
  const show = async (): Promise<void> => {
    try {
      code.value = (await ask<CalculatorCode>(ROUTES.calculatorCode(userId.value))).code;
    } catch (error) {
      onProblem(error);
    }
  };
  return (
    <div class="with-button">
      <Field label={say('calculatorCode')} value={code} inputMode="numeric" maxLength={CODE_DIGITS_MAX} />
      {users.value !== undefined && (
        <button type="button" onClick={() => void show()}>
          {say('showCode')}
        </button>
      )}
    </div>
  );
}
