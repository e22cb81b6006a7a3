// MSISDN, ICCID and GB 11643 checked while they are typed; the server checks them again.

// What scanners and fingers add: spaces, hyphens, a leading plus, the filler F of a 19-digit ICCID.
export function digitsOfMsisdn(typed) {
  return typed.replace(/[\s\-().]/g, '').replace(/^\+/, '').replace(/^00/, '');
}

export function digitsOfIccid(typed) {
  return typed.replace(/[\s\-]/g, '').replace(/F$/i, '');
}

// ITU-T E.118 uses the Luhn check digit of ISO/IEC 7812-1.
export function luhnHolds(digits) {
  let sum = 0;
  for (let i = 0; i < digits.length; ++i) {
    let digit = Number(digits[digits.length - 1 - i]);
    if (i % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}

// The key of the sentence that says what to mend, or '' when nothing is wrong.
export function problemOfMsisdn(digits) {
  if (digits === '') return 'msisdn_empty';
  if (!/^\d+$/.test(digits)) return 'msisdn_characters';
  if (digits.startsWith('0')) return 'msisdn_zero';
  if (digits.length < 5 || digits.length > 15) return 'msisdn_length';
  return '';
}

export function problemOfIccid(digits) {
  if (digits === '') return 'iccid_empty';
  if (!/^\d+$/.test(digits)) return 'iccid_characters';
  if (!digits.startsWith('89')) return 'iccid_start';
  if (digits.length < 19 || digits.length > 20) return 'iccid_length';
  return luhnHolds(digits) ? '' : 'iccid_luhn';
}

// GB 11643-1999: ISO 7064 MOD 11-2 over 17 digits.
export function residentNumberHolds(number) {
  if (!/^\d{17}[\dX]$/.test(number)) return false;
  let sum = 0;
  for (let i = 0; i < 17; ++i) sum += Number(number[i]) * (2 ** (17 - i) % 11);
  return '10X98765432'[sum % 11] === number[17];
}
