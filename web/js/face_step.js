// Step 4: one live picture of the face, or none on the other way; then the registration goes out.
import {register} from './api.js';
import {cameraIsOpen, closeCamera, drawFrame, jpegOf, openCamera, wipe} from './camera.js';
import {chooseAnotherWay} from './consent_step.js';
import {stopHints, watchHints} from './hints.js';
import {onLanguage, pick, text} from './language.js';
import {clearNotice, insist} from './notice.js';
import {fillFacts, find, grouped} from './page.js';
import {change, keyOfSale, sale} from './sale.js';
import {currentStep, go, renderSteps} from './steps.js';

const kProbeQuality = 0.95;  // the comparison sees this picture; hints see smaller ones

let state = 'closed';  // 'closed' | 'opening' | 'live' | 'taken'
let trouble = '';      // key of what the camera said
let look = null;       // the latest {acceptable, finding}
let sending = false;
let sent = 0;          // the latest submit; answers after a start-over are dropped

function attended() {
  return sale.face === 'another_way';
}

function hintText() {
  if (trouble) return text(trouble);
  if (state === 'opening') return text('face_opening');
  if (state === 'taken') return text('face_taken');
  if (state !== 'live') return '';
  if (look?.acceptable) return text('face_good');
  return pick(look?.finding?.hint) || text('face_look');
}

function renderCamera() {
  const hint = hintText();
  if (find('face-hint').textContent !== hint) find('face-hint').textContent = hint;
  const good = state === 'taken' || (state === 'live' && look?.acceptable === true);
  find('face-viewer').dataset.state = state;
  find('face-viewer').classList.toggle('good', good);
  find('face-video').hidden = state === 'taken';
  find('face-picture').hidden = state !== 'taken';
  const labels = {closed: 'face_open', opening: 'face_shutter', live: 'face_shutter',
    taken: 'face_again'};
  find('face-shutter').textContent = text(labels[state]);
  find('face-shutter').classList.toggle('primary', state !== 'taken');
}

function render() {
  find('face-title').textContent = text(attended() ? 'attended_title' : 'face_title');
  find('face-lead').textContent = text(attended() ? 'attended_lead' : 'face_lead');
  find('face-panel').hidden = attended();
  find('face-shutter').hidden = attended();
  find('submit').hidden = !attended() && state !== 'taken';
  find('submit').textContent = text(sending ? 'registering' : 'register');
  find('submit').setAttribute('aria-disabled', String(sending));
  renderCamera();
  fillFacts(find('check-facts'), [
    [text('check_way'), text(attended() ? 'step_another_way' : 'step_agreed')],
    [text('line'), sale.msisdn],
    [text('sim_card'), grouped(sale.iccid)],
    [text('name'), sale.name],
    [text('number'), sale.number],
  ]);
}

async function open() {
  [state, trouble, look] = ['opening', '', null];
  change({probe: null});
  wipe(find('face-picture'));
  render();
  const video = find('face-video');
  trouble = await openCamera(video, 'user');
  state = trouble ? 'closed' : 'live';
  find('face-viewer').classList.toggle('upright', video.videoHeight > video.videoWidth);
  render();
  if (!trouble) {
    await watchHints(video, (seen) => {
      look = seen;
      renderCamera();
    });
  }
}

async function take() {
  const canvas = find('face-picture');
  drawFrame(find('face-video'), canvas);
  leave();
  state = 'taken';
  change({probe: await jpegOf(canvas, kProbeQuality)});
  render();
  find('submit').focus();
}

function leave() {
  stopHints();
  closeCamera();
}

function shutter() {
  if (sending) return undefined;
  clearNotice();
  if (state === 'live' && find('face-video').videoWidth > 0) return take();
  if (state === 'closed' || state === 'taken') return open();
  return undefined;  // still opening
}

function enter() {
  leave();
  trouble = '';
  state = sale.probe ? 'taken' : 'closed';
  render();
  if (attended()) return find('submit').focus({preventScroll: true});
  find('face-shutter').focus({preventScroll: true});
  return sale.probe ? undefined : open();
}

function claimOfSale(policy) {
  return {
    policy: policy.id,
    msisdn: sale.msisdn,
    iccid: sale.iccid,
    claimed_name: sale.name,
    claimed_number: sale.number,
    accept_terms: sale.terms,
    consent_face: sale.face === 'agreed',
  };
}

async function submit(event, policy) {
  event.preventDefault();
  if (sending) return;
  if (!attended() && !sale.probe) return void shutter();
  const turn = ++sent;
  sending = true;
  render();
  const pictures = {document: sale.document, ...(attended() ? {} : {probe: sale.probe})};
  const claim = claimOfSale(policy);
  const key = keyOfSale();
  const decision = await insist(() => register(claim, pictures, key));
  if (turn !== sent) return;
  sending = false;
  render();
  if (!decision || currentStep() !== 'face') return;
  sale.decision = decision;
  go('decision');
}

function withdraw() {
  leave();
  clear();
  chooseAnotherWay();
  renderSteps();
  enter();
}

function clear() {
  ++sent;
  leave();
  [state, trouble, look, sending] = ['closed', '', null, false];
  wipe(find('face-picture'));
  render();
  find('check-facts').replaceChildren();
}

// A clerk who turns to another window leaves no camera running behind.
function hidden() {
  if (!document.hidden || !cameraIsOpen() || currentStep() !== 'face') return;
  leave();
  state = 'closed';
  render();
}

export function startFaceStep(policyInForce) {
  find('face-shutter').addEventListener('click', shutter);
  find('face-another-way').addEventListener('click', withdraw);
  find('step-face').addEventListener('submit', (event) => submit(event, policyInForce()));
  document.addEventListener('visibilitychange', hidden);
  onLanguage(render);
  return {clear, enter};
}
