// The sale in hand: everything entered for one subscriber, in memory only (R122).

const kNothing = Object.freeze({
  face: null,          // 'agreed' | 'another_way'
  terms: false,
  msisdn: '',
  iccid: '',
  document: null,      // Blob as sent
  reading: null,       // what the server read
  name: '',
  number: '',
  probe: null,         // Blob as sent: a still picture
  capture: null,       // or the id of the capture that passed; its frames are not here
  sale: null,          // names this sale in each of its captures
  key: null,           // Idempotency-Key of what is entered right now
  decision: null,
});

export const sale = {...kNothing};

// Any change makes another request, so the next submit gets another key.
export function change(part) {
  if (Object.entries(part).every(([name, value]) => sale[name] === value)) return;
  Object.assign(sale, part, {key: null});
}

// The same entries keep their key, however often they are sent.
export function keyOfSale() {
  sale.key ??= newKey();
  return sale.key;
}

// The same for every try of this subscriber, so that tries can be counted (R32).
export function nameOfSale() {
  sale.sale ??= newKey();
  return sale.sale;
}

// An approved case needs nothing of the person any more; the line stays on the screen.
export function forgetPerson() {
  const {document, reading, name, number, probe, capture} = kNothing;
  Object.assign(sale, {document, reading, name, number, probe, capture});
}

export function forgetSale() {
  Object.assign(sale, kNothing);
}

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
