// Step 2: the two numbers of the line, from a scanner or typed.
import {onLanguage, text} from './language.js';
import {
  digitsOfIccid, digitsOfMsisdn, problemOfIccid, problemOfMsisdn,
} from './line_numbers.js';
import {find, setProblem} from './page.js';
import {change, sale} from './sale.js';
import {go} from './steps.js';

const kFields = {
  msisdn: {digits: digitsOfMsisdn, problem: problemOfMsisdn},
  iccid: {digits: digitsOfIccid, problem: problemOfIccid},
};
const checked = new Set();  // fields whose problem is shown; not before they were left once

function holds(name) {
  return kFields[name].problem(kFields[name].digits(find(name).value)) === '';
}

function render() {
  for (const [name, {digits, problem}] of Object.entries(kFields)) {
    const value = digits(find(name).value);
    const key = checked.has(name) ? problem(value) : '';
    setProblem(`${name}-problem`, key ? text(key, {count: value.length}) : '', find(name));
    find(name).closest('.field').classList.toggle('good', value !== '' && problem(value) === '');
  }
}

function check(name) {
  checked.add(name);
  render();
  return holds(name);
}

// The scanner was pointed at the card while the cursor stood in the first field.
function moveScannedCard() {
  if (problemOfIccid(digitsOfIccid(find('msisdn').value)) !== '') return;
  find('iccid').value = find('msisdn').value;
  find('msisdn').value = '';
}

function typed(name) {
  if (name === 'msisdn') moveScannedCard();
  if (checked.has(name) || holds(name)) render();
  else find(name).closest('.field').classList.remove('good');
}

function entered(event) {
  if (event.key !== 'Enter' || event.isComposing) return;
  event.preventDefault();
  if (find('msisdn').value === '' && holds('iccid')) return;
  if (check('msisdn')) find('iccid').focus();
}

function submit(event) {
  event.preventDefault();
  if (!check('msisdn')) return find('msisdn').focus();
  if (!check('iccid')) return find('iccid').focus();
  change({msisdn: digitsOfMsisdn(find('msisdn').value), iccid: digitsOfIccid(find('iccid').value)});
  go('document');
}

function clear() {
  find('step-line').reset();
  checked.clear();
  render();
}

export function startLineStep() {
  for (const name of Object.keys(kFields)) {
    find(name).addEventListener('input', () => typed(name));
    find(name).addEventListener('change', () => find(name).value !== '' && check(name));
  }
  find('msisdn').addEventListener('keydown', entered);
  find('step-line').addEventListener('submit', submit);
  onLanguage(render);
  return {
    clear,
    enter: () => find('msisdn').focus({preventScroll: true}),
    summary: () => sale.msisdn,
  };
}
