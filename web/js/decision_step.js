// Step 5: the decision in plain words, what to do next, and the receipt; never a score (R40).
import {hasToken, objectAddress, receiptCodePath, receiptPath} from './api.js';
import {language, onLanguage, pick, text} from './language.js';
import {fillFacts, find, grouped, hide, make} from './page.js';
import {change, forgetPerson, sale} from './sale.js';
import {clearSteps, go, renderSteps} from './steps.js';

const kIdleMs = 5 * 60_000;  // a screen left alone forgets its subscriber (R122)
// Where the clerk goes for a remedy; `retake` is of the face or of the document.
const kRedo = {
  retake_face: 'face', retake_document: 'document', another_document: 'document',
  correct_claim: 'document', choose_line: 'line',
};
let idleTimer = 0;
let receipt = null;  // {caseId, code, file}: where its two forms are

function remedyOf({remedy, code}) {
  if (remedy !== 'retake') return remedy;
  return /^(probe|face)\./.test(code) ? 'retake_face' : 'retake_document';
}

// Several rules may ask for the same thing; the clerk is told once.
function sentencesOf(decision) {
  const hints = decision.reasons.map(({hint}) => pick(hint));
  const attended = decision.reasons.some(({remedy}) => remedy === 'attended');
  return [...new Set(hints.filter(Boolean)), ...(attended ? [text('remedy_attended')] : [])];
}

function redo(remedy) {
  if (remedy === 'retake_face') change({probe: null, capture: null});
  // The refused case keeps its key; the next attempt is another case.
  change({decision: null});
  go(kRedo[remedy]);
}

function redoButtons(decision) {
  if (decision.outcome === 'approved') return [];
  const open = (name) => name in kRedo && !(name === 'retake_face' && sale.face !== 'agreed');
  return [...new Set(decision.reasons.map(remedyOf))].filter(open).map((name) =>
    make('button', {
      type: 'button', textContent: text(`redo_${name}`), onclick: () => redo(name),
    }));
}

// Which part of a face check failed stays with the case, for reviewers (R40).
function ruleEntry(outcome, {code, rule, citation}) {
  const withheld = outcome !== 'approved' && code.startsWith('face.');
  return withheld ? [text('rule_face'), text('rule_withheld')] : [rule, citation];
}

function renderRules({outcome, reasons}) {
  const entries = new Map(reasons.map((reason) => ruleEntry(outcome, reason)));
  find('rules').replaceChildren(...[...entries].map(([rule, citation]) => make('div', {},
    make('dt', {textContent: rule}), make('dd', {textContent: citation}))));
}

function forgetReceipt() {
  for (const address of [receipt?.code, receipt?.file]) {
    if (address?.startsWith('blob:')) URL.revokeObjectURL(address);
  }
  receipt = null;
}

// With a token both are fetched, since a link and a picture cannot send it.
async function findReceipt(caseId) {
  forgetReceipt();
  const wanted = {caseId, code: receiptCodePath(caseId), file: receiptPath(caseId)};
  receipt = wanted;
  if (hasToken()) {
    wanted.code = await objectAddress(wanted.code);
    wanted.file = await objectAddress(wanted.file);
    if (receipt !== wanted) return;
  }
  find('receipt-large').hidden = wanted.code === '';
  find('receipt-code').src = wanted.code;
  find('receipt-large').href = wanted.code;
  find('receipt-file').href = wanted.file;
}

function renderReceipt(decision) {
  if (receipt?.caseId !== decision.case_id) findReceipt(decision.case_id);
  find('receipt-code').alt = text('receipt_code');
  find('receipt-file').download = `receipt-${decision.case_id}.json`;
  fillFacts(find('case-facts'), [
    [text('case_id'), decision.case_id],
    [text('decided_at'), new Date(decision.at).toLocaleString(language())],
    [text('line'), decision.line.msisdn],
    [text('sim_card'), grouped(decision.line.iccid)],
    [text('name'), decision.document?.name_masked ?? ''],
    [text('number'), decision.document?.number_masked ?? ''],
    [text('policy'), decision.policy.id],
    [text('log_entry'), String(decision.leaf_index)],
  ]);
}

function render() {
  const {decision} = sale;
  if (!decision) return;
  const {outcome} = decision;
  find('outcome-card').dataset.outcome = outcome;
  find('outcome').textContent = text(`outcome_${outcome}`);
  find('outcome-lead').textContent = text(`outcome_${outcome}_lead`);
  find('reasons-panel').hidden = outcome === 'approved';
  find('reasons').replaceChildren(...sentencesOf(decision).map((sentence) =>
    make('li', {textContent: sentence})));
  find('remedies').replaceChildren(...redoButtons(decision));
  renderRules(decision);
  renderReceipt(decision);
}

function clear() {
  clearTimeout(idleTimer);
  forgetReceipt();
  find('receipt-code').removeAttribute('src');
  find('receipt-file').removeAttribute('href');
  find('receipt-large').removeAttribute('href');
  for (const id of ['case-facts', 'reasons', 'remedies', 'rules']) find(id).replaceChildren();
}

export function startDecisionStep(nextSubscriber) {
  const rest = () => {
    clearTimeout(idleTimer);
    idleTimer = setTimeout(() => sale.decision && nextSubscriber(), kIdleMs);
  };
  find('step-decision').addEventListener('pointermove', rest);
  find('step-decision').addEventListener('keydown', rest);
  // A receipt too long for a QR code is only downloaded.
  find('receipt-code').addEventListener('error', () => hide('receipt-large'));
  find('next-subscriber').addEventListener('click', nextSubscriber);
  find('receipt-print').addEventListener('click', () => window.print());
  onLanguage(render);
  return {
    clear,
    enter: () => {
      sale.capture = null;  // used up: the server forgot it with the decision
      if (sale.decision.outcome === 'approved') {
        forgetPerson();
        clearSteps(['document', 'face']);
        renderSteps();
      }
      render();
      rest();
    },
  };
}
