// Step 1: face consent on its own (R95), an equal other way (R41), and the no-resale term (R47).
import {onLanguage, pick, text} from './language.js';
import {find, make, setProblem} from './page.js';
import {change, sale} from './sale.js';
import {go} from './steps.js';

// What has to be told before consent counts (PIPL art. 17 and 30), in the pack's words.
const kStatements = [
  'controller', 'purpose', 'method', 'retention', 'necessity', 'rights', 'alternative',
];
let policy = null;
let missing = {face: false, terms: false};

export function usePolicy(given) {
  policy = given;
  render();
}

function statement(name, sentence) {
  return make('p', {}, make('b', {textContent: text(`consent_${name}`)}),
    make('span', {textContent: sentence}));
}

function render() {
  setProblem('face-problem', missing.face ? text('consent_face_missing') : '');
  setProblem('terms-problem', missing.terms ? text('terms_missing') : '', termsBox());
  find('step-consent').classList.toggle('waiting', !policy);
  if (!policy) return;
  find('policy').textContent = text('policy_line', {id: policy.id});
  const {consent_face: consent, no_resale: term} = pick(policy.texts);
  find('face-heading').textContent = consent.title;
  find('consent-text').replaceChildren(
    ...kStatements.map((name) => statement(name, consent[name])));
  find('terms-heading').textContent = term.title;
  find('terms-text').textContent = term.body;
}

function termsBox() {
  return find('step-consent').elements.terms;
}

function submit(event) {
  event.preventDefault();
  if (!policy) return undefined;  // nothing was shown that could be agreed to
  const form = find('step-consent').elements;
  missing = {face: form.face.value === '', terms: !form.terms.checked};
  render();
  if (missing.face) return form.face[0].focus();
  if (missing.terms) return form.terms.focus();
  if (form.face.value !== sale.face) change({face: form.face.value, probe: null, capture: null});
  change({terms: true});
  return go('line');
}

// A later change of mind, from the face step.
export function chooseAnotherWay() {
  change({face: 'another_way', probe: null, capture: null});
  find('step-consent').elements.face.value = 'another_way';
}

function clear() {
  find('step-consent').reset();
  missing = {face: false, terms: false};
  render();
}

export function startConsentStep() {
  find('step-consent').addEventListener('submit', submit);
  find('step-consent').addEventListener('change', () => {
    const form = find('step-consent').elements;
    missing = {
      face: missing.face && form.face.value === '',
      terms: missing.terms && !form.terms.checked,
    };
    render();
  });
  onLanguage(render);
  return {
    clear,
    summary: () => text(sale.face === 'agreed' ? 'step_agreed' : 'step_another_way'),
  };
}
