/** Character tables: EBCDIC (code page 037) to and from ISO-8859-1, and hexadecimal digits. */

/**
 * Code page 037 → ISO-8859-1, bytes 0x40 to 0xFF in rows of 16. Bytes below 0x40 are control
 * characters and are read as blanks.
 */
const CP037_ROWS = [
  '20 A0 E2 E4 E0 E1 E3 E5 E7 F1 A2 2E 3C 28 2B 7C',
  '26 E9 EA EB E8 ED EE EF EC DF 21 24 2A 29 3B AC',
  '2D 2F C2 C4 C0 C1 C3 C5 C7 D1 A6 2C 25 5F 3E 3F',
  'F8 C9 CA CB C8 CD CE CF CC 60 3A 23 40 27 3D 22',
  'D8 61 62 63 64 65 66 67 68 69 AB BB F0 FD FE B1',
  'B0 6A 6B 6C 6D 6E 6F 70 71 72 AA BA E6 B8 C6 A4',
  'B5 7E 73 74 75 76 77 78 79 7A A1 BF D0 DD DE AE',
  '5E A3 A5 B7 A9 A7 B6 BC BD BE 5B 5D AF A8 B4 D7',
  '7B 41 42 43 44 45 46 47 48 49 AD F4 F6 F2 F3 F5',
  '7D 4A 4B 4C 4D 4E 4F 50 51 52 B9 FB FC F9 FA FF',
  '5C F7 53 54 55 56 57 58 59 5A B2 D4 D6 D2 D3 D5',
  '30 31 32 33 34 35 36 37 38 39 B3 DB DC D9 DA 9F',
] as const;
const FIRST_PRINTABLE = 0x40;
const BLANK = 0x20;
const EBCDIC_BLANK = 0x40;

/** Indexed by EBCDIC byte. */
export const FROM_EBCDIC: Uint8Array = new Uint8Array(256).fill(BLANK);
/** Indexed by ISO-8859-1 character. */
export const TO_EBCDIC: Uint8Array = new Uint8Array(256).fill(EBCDIC_BLANK);

for (const [row, codes] of CP037_ROWS.entries()) {
  for (const [column, hex] of codes.split(' ').entries()) {
    const ebcdic = FIRST_PRINTABLE + row * 16 + column;
    const latin1 = Number.parseInt(hex, 16);
    FROM_EBCDIC[ebcdic] = latin1;
    TO_EBCDIC[latin1] = ebcdic;
  }
}

/** Indexed by ASCII character: the value of a hexadecimal digit; 255 for any other character. */
export const HEX_VALUE: Uint8Array = new Uint8Array(256).fill(255);
for (const [value, digit] of [...'0123456789ABCDEF'].entries()) {
  HEX_VALUE[digit.charCodeAt(0)] = value;
  HEX_VALUE[digit.toLowerCase().charCodeAt(0)] = value;
}
/** Indexed by the value of a half byte: its ASCII character. In track 2, D is the separator. */
export const NIBBLE_DIGIT: Uint8Array = Uint8Array.from(Buffer.from('0123456789ABCDEF', 'latin1'));
