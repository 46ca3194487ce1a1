/**
 * Characters of Norwegian payment files, as the appendix of the banks' implementation guide lists
 * them: the basic Latin set, and letters and signs for domestic payments. Letters of the second
 * group are read in both cases.
 */
const ALLOWED = /^[A-Za-z0-9/\-?:().,'+ æøåáäçđéíóöúüýÆØÅÁÄÇĐÉÍÓÖÚÜÝß%&=@§]*$/;
const OTHER = /[^A-Za-z0-9/\-?:().,'+ æøåáäçđéíóöúüýÆØÅÁÄÇĐÉÍÓÖÚÜÝß%&=@§]/u;

/** The first character that is not allowed, as U+XXXX and, if it can be printed, itself. */
export function otherCharacterIn(text: string): string | undefined {
  if (ALLOWED.test(text)) return undefined;
  const character = OTHER.exec(text)?.[0] ?? '';
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? `${code} (${character})` : code;
}
