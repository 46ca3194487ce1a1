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

function hex(...digits: readonly string[]): Buffer {
  return Buffer.from(digits.join(''), 'hex');
}

export const CASES = {
  /** Three messages behind length headers, and a cut one. */
  threeAndACut: Buffer.concat([...['000001', '000002', '000003'].map(framedRequest), framedRequest('000004').subarray(0, 40)]),
  /** CR LF behind the message that the header counts. */
  lineEnd: Buffer.concat([framedRequest(), Buffer.from('\r\n')]),
  /** DE41 without its blank. */
  terminalUnpadded: hex(
    '003830383030823800000080000004000000000000003131323931313139313932333334353631313139313931313239',
    '32505354414436303031',
  ),
  /** DE4 without its leading zeros. */
  amountUnpadded: hex(
    '009a303230307238448008e0800031363935373839393030303030303132333530303030303031323330303131323930',
    '3830303030303030303035303930303030313132393534313130353130303633333330303030303030355445524d3030',
    '30314b494f534b313233343536373839304b494f534b454e20484a4f524e455420202020202020202020202020202020',
    '2020202020204e4f52353738',
  ),
  /** DE22 with four digits. */
  entryModeOfFour: hex(
    '00a2303230307238448008e0800031363935373839393030303030303132333530303030303030303030303030313233',
    '303031313239303830303030303030303035303930303030313132393534313130303531303036333333303030303030',
    '30355445524d303030314b494f534b313233343536373839304b494f534b454e20484a4f524e45542020202020202020',
    '20202020202020202020202020204e4f52353738',
  ),
  /** DE28 with seven digits behind its sign. */
  feeOfEight: hex(
    '006e303230307220001008c0800031363935373839393030303030303132333530303030303030303030303030313233',
    '30303131323930383030303030303030303543303030313530303633333330303030303030355445524d303030314b49',
    '4f534b31323334353637383930353738',
  ),
} as const;
