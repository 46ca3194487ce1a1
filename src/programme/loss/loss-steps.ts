/** The steps of a loss (10.8) in words: what is done, and what is still to do. */
import type { Words } from '../../protocol/language.ts';

interface StepWords {
  readonly done: Words;
  readonly toDo: Words;
}

export const LOSS_STEPS = {
  marked: {
    done: { en: 'The account is marked.', nb: 'Kontoen er merket.' },
    toDo: { en: 'Mark the account with Tapt or Mistet.', nb: 'Merk kontoen med Tapt eller Mistet.' },
  },
  blocked: {
    done: { en: 'The card is blocked.', nb: 'Kortet er sperret.' },
    toDo: {
      en: 'The card is not blocked yet, because the card store could not be reached: report the loss again.',
      nb: 'Kortet er ikke sperret ennå, fordi kortlageret ikke kunne nås: meld tapet på nytt.',
    },
  },
  named: {
    done: { en: 'The new account is named; hand out its card and PIN.', nb: 'Den nye kontoen er navnsatt; del ut kort og PIN-kode.' },
    toDo: { en: 'Name the new account: report the loss again.', nb: 'Navnsett den nye kontoen: meld tapet på nytt.' },
  },
  restRegistered: {
    done: { en: 'The transfer of the rest is registered.', nb: 'Overføring av restsaldo er registrert.' },
    toDo: {
      en: 'There is money on the old account: register the transfer of the rest, or report the loss again.',
      nb: 'Det står penger på den gamle kontoen: registrer internoverføring av restsaldo, eller meld tapet på nytt.',
    },
  },
  restApproved: {
    done: { en: 'The transfer of the rest is approved.', nb: 'Overføring av restsaldo er godkjent.' },
    toDo: {
      en: 'The transfer of the rest waits for approval by two people.',
      nb: 'Overføring av restsaldo venter på godkjenning av to personer.',
    },
  },
  held: {
    done: { en: 'No money is held on the old account.', nb: 'Ingen penger er reservert på den gamle kontoen.' },
    toDo: {
      en: 'Money is held for a purchase from before the block; when it is not collected, move the rest after that.',
      nb: 'Penger er reservert for et kjøp fra før sperringen; blir de ikke hentet, overføres resten etterpå.',
    },
  },
  restMoved: {
    done: { en: 'Nothing is left on the old account.', nb: 'Det er ingenting igjen på den gamle kontoen.' },
    toDo: { en: 'The rest is on its way.', nb: 'Restsaldo er underveis.' },
  },
  accessDropped: {
    done: {
      en: 'The access is dropped: the account is left in "Administer accounts" only.',
      nb: 'Tilgangene er haket bort: kontoen finnes bare igjen i «Administrer konto».',
    },
    toDo: {
      en: 'The access is dropped by itself when nothing is left on the account.',
      nb: 'Tilgangene hakes bort av seg selv når det ikke er noe igjen på kontoen.',
    },
  },
} as const satisfies Readonly<Record<string, StepWords>>;

export type LossStep = keyof typeof LOSS_STEPS;
