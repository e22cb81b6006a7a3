// Step 3: a picture of the document, read by the server, confirmed or corrected by the clerk.
import {readDocument} from './api.js';
import {closeCamera, drawFrame, jpegOf, openCamera, wipe} from './camera.js';
import {onLanguage, text} from './language.js';
import {residentNumberHolds} from './line_numbers.js';
import {insist} from './notice.js';
import {fillFacts, find, hide, setProblem, show} from './page.js';
import {drawPicture, openPicture} from './picture.js';
import {change, sale} from './sale.js';
import {go} from './steps.js';

const kPreviewPixels = 1200;
const kShutterQuality = 0.92;
const kReadOnly = ['sex', 'nation', 'birth_date', 'address', 'issuing_state', 'expiry_date'];

let problem = '';   // key of the sentence under the picture
let reading = 0;    // the latest picture sent; answers to older ones are dropped
let pending = false;
let asked = false;  // the clerk pressed Continue once, so empty fields are marked

function typeText() {
  return text(`type_${sale.reading.type}`);
}

function numberProblem() {
  const number = find('number').value.trim().toUpperCase();
  if (number === '') return asked ? 'number_empty' : '';
  const resident = sale.reading?.type === 'cn_resident_id';
  return resident && !residentNumberHolds(number) ? 'number_doubt' : '';
}

function render() {
  find('document-camera').hidden = sale.face === 'another_way' || !find('document-video').hidden;
  find('document-progress').textContent = text('document_reading');
  find('document-progress').hidden = !pending;
  setProblem('document-problem', problem ? text(problem) : '');
  find('fields').hidden = !sale.reading;
  if (!sale.reading) return;
  const nameMissing = asked && find('name').value.trim() === '';
  setProblem('name-problem', nameMissing ? text('name_empty') : '', find('name'));
  const key = numberProblem();
  setProblem('number-problem', key ? text(key) : '', find('number'));
  const known = sale.reading.type !== 'unrecognised';
  fillFacts(find('other-fields'), known ? [
    [text('document_type'), typeText()],
    ...kReadOnly.filter((name) => sale.reading.fields[name])
      .map((name) => [text(name), sale.reading.fields[name]]),
  ] : []);
}

function showPicture() {
  find('document-viewer').classList.add('filled');
  hide('document-video');
  hide('document-shutter');
  show('document-picture');
}

async function read(blob) {
  const turn = ++reading;
  change({document: blob, reading: null, name: '', number: ''});
  [problem, pending, asked] = ['', true, false];
  render();
  const answer = await insist(() => readDocument(blob));
  if (turn !== reading) return;
  pending = false;
  if (answer) accept(answer);
  else change({document: null});
  render();
}

function accept(answer) {
  const fields = answer.fields ?? answer;
  sale.reading = {type: answer.type, fields};
  problem = answer.type === 'unrecognised' ? 'document_unrecognised' : '';
  find('name').value = fields.name ?? '';
  find('number').value = fields.number ?? '';
  render();
  find('name').focus({preventScroll: true});
  find('fields').scrollIntoView({block: 'nearest'});
}

async function choose(file) {
  if (!file) return;
  stopCamera();
  const picture = await openPicture(file);
  if (!picture) {
    problem = 'document_not_picture';
    return render();
  }
  drawPicture(picture.bitmap, find('document-picture'), kPreviewPixels);
  picture.bitmap.close();
  showPicture();
  await read(picture.blob);
}

async function startCamera() {
  hide('document-picture');
  show('document-video');
  show('document-shutter');
  find('document-viewer').classList.add('filled');
  problem = await openCamera(find('document-video'), 'environment');
  if (problem) stopCamera();
  render();
  find('document-shutter').focus();
}

function stopCamera() {
  closeCamera();
  hide('document-video');
  hide('document-shutter');
  find('document-picture').hidden = !sale.document;
  find('document-viewer').classList.toggle('filled', sale.document !== null);
  render();
}

async function takePicture() {
  const canvas = find('document-picture');
  if (find('document-video').videoWidth === 0) return;
  drawFrame(find('document-video'), canvas);
  closeCamera();
  showPicture();
  await read(await jpegOf(canvas, kShutterQuality));
}

function refuse(key, field) {
  problem = key;
  render();
  field.focus();
}

function submit(event) {
  event.preventDefault();
  if (!sale.document) return refuse('document_missing', find('document-file'));
  if (!sale.reading) return refuse('document_wait', find('document-file'));
  asked = true;
  render();
  const [name, number] = [find('name').value.trim(), find('number').value.trim().toUpperCase()];
  if (name === '') return find('name').focus();
  if (number === '') return find('number').focus();
  change({name, number});
  go('face');
}

function clear() {
  ++reading;
  [problem, pending, asked] = ['', false, false];
  find('step-document').reset();
  find('other-fields').replaceChildren();
  wipe(find('document-picture'));
  hide('document-picture');
  stopCamera();
}

export function startDocumentStep() {
  find('document-file').addEventListener('change', (event) => {
    const [file] = event.target.files;
    choose(file);
    event.target.value = '';  // the same file may be chosen again
  });
  find('document-camera').addEventListener('click', startCamera);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && !find('document-video').hidden) stopCamera();
  });
  find('document-shutter').addEventListener('click', takePicture);
  for (const name of ['name', 'number']) find(name).addEventListener('input', render);
  find('step-document').addEventListener('submit', submit);
  onLanguage(render);
  return {clear, enter: stopCamera, summary: () => sale.name};
}
