/**
 * Messages as people report them to makers of tools: the forms come from public bug reports, all
 * values are made up.
 */

/** 0200 in 1987-ascii: DE2, 3, 4, 7, 11, 41, 49; `stan` has six digits. */
export function plainRequest(stan = '000005'): Buffer {
  const head = Buffer.from('303230307220000000808000', 'hex');
  return Buffer.concat([head, Buffer.from(`169578990000001235000000000000012300${'1129080000'}${stan}TERM0001578`, 'latin1')]);
}

/** Behind a length header of two bytes. */
export function framedRequest(stan = '000005'): Buffer {
  const message = plainRequest(stan);
  return Buffer.concat([Buffer.from([message.length >> 8, message.length & 255]), message]);
}

export const CASES = {
  /** Three messages behind length headers, and a cut one. */
  threeAndACut: Buffer.concat([...['000001', '000002', '000003'].map(framedRequest), framedRequest('000004').subarray(0, 40)]),
  /** CR LF behind the message that the header counts. */
  lineEnd: Buffer.concat([framedRequest(), Buffer.from('\r\n')]),
} as const;
