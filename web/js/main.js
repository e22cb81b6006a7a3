// Starts the counter page: loads the policy, gives each step its place, guards the way out.
import {getPolicy} from './api.js';
import {closeCamera} from './camera.js';
import {startConsentStep, usePolicy} from './consent_step.js';
import {startDecisionStep} from './decision_step.js';
import {startDocumentStep} from './document_step.js';
import {startFaceStep} from './face_step.js';
import {startLanguage} from './language.js';
import {startLineStep} from './line_step.js';
import {clearNotice, insist} from './notice.js';
import {find} from './page.js';
import {forgetSale} from './sale.js';
import {signIn, startSignIn} from './sign_in.js';
import {clearSteps, go, goBack, useSteps} from './steps.js';

let policy = null;

async function nextSubscriber() {
  clearNotice();
  forgetSale();
  clearSteps();
  go('consent');
  if (await signIn()) await loadPolicy();
}

// The pack may change between two subscribers, so its text is asked for again each time.
async function loadPolicy() {
  const answer = await insist(getPolicy, 'policy_unavailable');
  if (!answer) return;
  policy = answer;
  usePolicy(policy);
}

async function start() {
  useSteps({
    consent: startConsentStep(),
    line: startLineStep(),
    document: startDocumentStep(),
    face: startFaceStep(() => policy),
    decision: startDecisionStep(nextSubscriber),
  });
  for (const button of document.querySelectorAll('[data-back]')) {
    button.addEventListener('click', goBack);
  }
  const leave = find('leave');
  find('start-over').addEventListener('click', () => leave.showModal());
  leave.addEventListener('close', () => leave.returnValue === 'leave' && nextSubscriber());
  // A page kept in the browser's history must not keep a subscriber.
  window.addEventListener('pagehide', closeCamera);
  window.addEventListener('pageshow', (event) => event.persisted && location.reload());
  startSignIn(nextSubscriber);
  startLanguage();
  await nextSubscriber();
}

start();
