/** Names of the chip data tags in DE55 (EMV Book 3, Annex A), and how each value is masked. */
import type { Mask } from '../dialect/dialect.ts';

export interface EmvTag {
  readonly name: string;
  readonly mask: Mask;
}

/**
 * Cardholder data, and data from which a magnetic stripe or PIN could be made (PCI DSS 3.3, 3.4).
 */
const MASKS: Readonly<Record<string, Mask>> = {
  '56': 'all',
  '57': 'track2',
  '5A': 'pan',
  '5F20': 'all',
  '99': 'all',
  '9F0B': 'all',
  '9F1F': 'all',
  '9F20': 'all',
  '9F6B': 'track2',
};

const NAMES: Readonly<Record<string, string>> = {
  '4F': 'Application Identifier (card)',
  '50': 'Application Label',
  '56': 'Track 1 Data',
  '57': 'Track 2 Equivalent Data',
  '5A': 'PAN',
  '5F20': 'Cardholder Name',
  '5F24': 'Application Expiration Date',
  '5F25': 'Application Effective Date',
  '5F28': 'Issuer Country Code',
  '5F2A': 'Transaction Currency Code',
  '5F2D': 'Language Preference',
  '5F30': 'Service Code',
  '5F34': 'PAN Sequence Number',
  '5F36': 'Transaction Currency Exponent',
  '61': 'Application Template',
  '6F': 'File Control Information Template',
  '70': 'Record Template',
  '71': 'Issuer Script Template 1',
  '72': 'Issuer Script Template 2',
  '73': 'Directory Discretionary Template',
  '77': 'Response Message Template Format 2',
  '80': 'Response Message Template Format 1',
  '81': 'Amount, Authorised (binary)',
  '82': 'Application Interchange Profile',
  '84': 'Dedicated File Name',
  '86': 'Issuer Script Command',
  '8A': 'Authorisation Response Code',
  '8C': 'CDOL1',
  '8D': 'CDOL2',
  '8E': 'CVM List',
  '8F': 'CA Public Key Index',
  '91': 'Issuer Authentication Data',
  '94': 'Application File Locator',
  '95': 'Terminal Verification Results',
  '99': 'Transaction PIN Data',
  '9A': 'Transaction Date',
  '9B': 'Transaction Status Information',
  '9C': 'Transaction Type',
  '9F01': 'Acquirer Identifier',
  '9F02': 'Amount, Authorised',
  '9F03': 'Amount, Other',
  '9F06': 'Application Identifier (terminal)',
  '9F07': 'Application Usage Control',
  '9F08': 'Application Version Number (card)',
  '9F09': 'Application Version Number (terminal)',
  '9F0B': 'Cardholder Name Extended',
  '9F0D': 'Issuer Action Code, Default',
  '9F0E': 'Issuer Action Code, Denial',
  '9F0F': 'Issuer Action Code, Online',
  '9F10': 'Issuer Application Data',
  '9F12': 'Application Preferred Name',
  '9F15': 'Merchant Category Code',
  '9F16': 'Merchant Identifier',
  '9F17': 'PIN Try Counter',
  '9F18': 'Issuer Script Identifier',
  '9F1A': 'Terminal Country Code',
  '9F1C': 'Terminal Identification',
  '9F1E': 'Interface Device Serial Number',
  '9F1F': 'Track 1 Discretionary Data',
  '9F20': 'Track 2 Discretionary Data',
  '9F21': 'Transaction Time',
  '9F24': 'Payment Account Reference',
  '9F26': 'Application Cryptogram',
  '9F27': 'Cryptogram Information Data',
  '9F33': 'Terminal Capabilities',
  '9F34': 'CVM Results',
  '9F35': 'Terminal Type',
  '9F36': 'Application Transaction Counter',
  '9F37': 'Unpredictable Number',
  '9F39': 'POS Entry Mode',
  '9F40': 'Additional Terminal Capabilities',
  '9F41': 'Transaction Sequence Counter',
  '9F42': 'Application Currency Code',
  '9F4C': 'ICC Dynamic Number',
  '9F4E': 'Merchant Name and Location',
  '9F53': 'Transaction Category Code',
  '9F5B': 'Issuer Script Results',
  '9F66': 'Terminal Transaction Qualifiers',
  '9F6B': 'Track 2 Data (contactless)',
  '9F6C': 'Card Transaction Qualifiers',
  '9F6E': 'Form Factor Indicator or Third Party Data',
  '9F7C': 'Customer Exclusive Data',
  A5: 'File Control Information Proprietary Template',
  BF0C: 'File Control Information Issuer Discretionary Data',
};

const nameOf: ReadonlyMap<string, string> = new Map(Object.entries(NAMES));
const maskOf: ReadonlyMap<string, Mask> = new Map(Object.entries(MASKS));

/**
 * `tag` in upper-case hexadecimal, as `walkBerTlv` returns it. A tag that is not in the table has
 * no name and no mask.
 */
export function emvTag(tag: string): EmvTag {
  return { name: nameOf.get(tag) ?? '', mask: maskOf.get(tag) ?? 'none' };
}
