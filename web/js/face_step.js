// Step 4: one face capture, a still picture where no capture is to be had, or none on the other
// way; then the registration goes out.
import {register} from './api.js';
import {cameraIsOpen, closeCamera, drawFrame, jpegOf, openCamera, wipe} from './camera.js';
import {runCapture, stopCapture} from './capture.js';
import {chooseAnotherWay} from './consent_step.js';
import {stopHints, watchHints} from './hints.js';
import {onLanguage, pick, text} from './language.js';
import {clearNotice, insist} from './notice.js';
import {fillFacts, find, grouped, make} from './page.js';
import {change, keyOfSale, nameOfSale, sale} from './sale.js';
import {currentStep, go, renderSteps} from './steps.js';

const kProbeQuality = 0.95;  // the comparison sees this picture; hints see smaller ones

let state = 'closed';  // 'closed' | 'opening' | 'live' | 'taken'
let trouble = '';      // key of what the camera said
let look = null;       // the latest {acceptable, hint, move, step, steps}
let still = false;     // no head movement is asked: the person cannot, or said so (R104)
let policy = () => null;
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
  return pick(look?.hint) || text(look?.acceptable ? 'face_good' : 'face_look');
}

// One dot a movement asked for; those done are full.
function renderMoves() {
  const live = state === 'live' && look?.steps > 0;
  find('face-viewer').dataset.move = live ? look.move ?? '' : '';
  const dots = Array.from({length: live ? look.steps : 0}, (_, at) =>
    make('li', {className: at < look.step ? 'done' : at === look.step ? 'now' : ''}));
  find('face-moves').replaceChildren(...dots);
}

// A capture counts for more than a still picture; where the pack asks for one, nothing else does.
function needsCapture() {
  return policy()?.capture === 'required';
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
  find('face-still').hidden = still || state === 'taken' || attended();
  renderMoves();
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
  change({probe: null, capture: null});
  wipe(find('face-picture'));
  render();
  const video = find('face-video');
  trouble = await openCamera(video, 'user');
  state = trouble ? 'closed' : 'live';
  find('face-viewer').classList.toggle('upright', video.videoHeight > video.videoWidth);
  render();
  if (!trouble) await capture(video);
}

function see(seen) {
  look = seen;
  renderCamera();
}

async function capture(video) {
  if (policy()?.capture === 'none') return hintsOnly(video);
  const result = await runCapture(video, {sale: nameOfSale(), accessible: still}, see);
  if (result.state === 'passed') return taken({capture: result.capture});
  if (result.state === 'failed') return failed(result);
  if (result.state !== 'unavailable') return undefined;
  if (needsCapture()) return failed(result);
  return hintsOnly(video);
}

function hintsOnly(video) {
  return watchHints(video, ({acceptable, finding}) => see({acceptable, hint: finding?.hint}));
}

// Which check failed is not said (R40); what can be done is.
function failed({hint, problem}) {
  leave();
  state = 'closed';
  trouble = problem?.kind === 'busy' ? 'face_wait' : 'face_not_captured';
  look = null;
  render();
  if (hint) find('face-hint').textContent = pick(hint);
}

function showFrame() {
  drawFrame(find('face-video'), find('face-picture'));
  leave();
  state = 'taken';
}

function taken(part) {
  if (state !== 'taken') showFrame();
  change(part);
  render();
  find('submit').focus();
}

async function take() {
  if (needsCapture()) return open();  // a still picture is not enough: the capture starts anew
  showFrame();
  return taken({probe: await jpegOf(find('face-picture'), kProbeQuality)});
}

function leave() {
  stopCapture();
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
  state = sale.probe || sale.capture ? 'taken' : 'closed';
  render();
  if (attended()) return find('submit').focus({preventScroll: true});
  find('face-shutter').focus({preventScroll: true});
  return state === 'taken' ? undefined : open();
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
    ...(sale.capture ? {capture: {id: sale.capture, sale: nameOfSale()}} : {}),
  };
}

async function submit(event) {
  event.preventDefault();
  if (sending) return;
  if (!attended() && !sale.probe && !sale.capture) return void shutter();
  const turn = ++sent;
  sending = true;
  render();
  const withProbe = !attended() && !sale.capture;
  const pictures = {document: sale.document, ...(withProbe ? {probe: sale.probe} : {})};
  const claim = claimOfSale(policy());
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
  [state, trouble, look, sending, still] = ['closed', '', null, false, false];
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

// For a person who cannot turn the head: the same check without movements (R104).
function keepStill() {
  still = true;
  return open();
}

export function startFaceStep(policyInForce) {
  policy = policyInForce;
  find('face-shutter').addEventListener('click', shutter);
  find('face-another-way').addEventListener('click', withdraw);
  find('face-still').addEventListener('click', keepStill);
  find('step-face').addEventListener('submit', submit);
  document.addEventListener('visibilitychange', hidden);
  onLanguage(render);
  return {clear, enter};
}
