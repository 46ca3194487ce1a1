/** The problems that the scanner can find. Each sentence follows the name of the element. */
export const SCAN_PROBLEMS = [
  { name: 'none', sentence: '' },
  { name: 'mtiTruncated', sentence: 'the message ends before the end of the MTI' },
  { name: 'mtiNoDigits', sentence: 'the MTI is not four digits' },
  { name: 'bitmapTruncated', sentence: 'the message ends within the bitmap' },
  { name: 'bitmapNoHex', sentence: 'the bitmap is not hexadecimal digits' },
  { name: 'bit65', sentence: 'bit 65 announces a third bitmap, which the dialect does not have' },
  { name: 'unknownElement', sentence: 'the dialect has no such element' },
  { name: 'truncated', sentence: 'the message ends within it' },
  { name: 'badLength', sentence: 'its length is not a number' },
  { name: 'tooLong', sentence: 'its length is more than the element may have' },
  { name: 'badDigit', sentence: 'it must hold digits only' },
  { name: 'badTrack', sentence: 'it must hold digits and one separator' },
  { name: 'badHex', sentence: 'it must hold hexadecimal digits' },
  { name: 'badSign', sentence: 'it must begin with C or D' },
  { name: 'trailing', sentence: 'bytes are left over after the last element' },
] as const;
export type ScanProblemName = (typeof SCAN_PROBLEMS)[number]['name'];

/** Name → index in the table. */
export const PROBLEM_NUMBERS = Object.fromEntries(SCAN_PROBLEMS.map((row, number) => [row.name, number])) as Readonly<
  Record<ScanProblemName, number>
>;
