// The order of the steps and the list that shows it; what a step does is in its own file.
import {closeCamera} from './camera.js';
import {onLanguage, text} from './language.js';
import {clearNotice} from './notice.js';
import {find, make} from './page.js';
import {sale} from './sale.js';

const kOrder = ['consent', 'line', 'document', 'face', 'decision'];
let current = 'consent';
let steps = {};  // name -> {enter?, clear?, summary?}

export function useSteps(all) {
  steps = all;
}

function titleOf(name) {
  const attended = name === 'face' && sale.face === 'another_way';
  return text(attended ? 'step_attended' : `step_${name}`);
}

function entry(name, index) {
  const at = kOrder.indexOf(current);
  const summary = index < at ? steps[name].summary?.() ?? '' : '';
  const label = make('span', {className: 'step-label'}, make('b', {textContent: titleOf(name)}),
    make('small', {textContent: summary}));
  const mark = make('span', {className: 'step-mark', textContent: index < at ? '✓' : index + 1});
  mark.setAttribute('aria-hidden', 'true');
  const back = index < at && current !== 'decision';
  const inner = back
    ? make('button', {type: 'button', onclick: () => go(name)}, mark, label)
    : make('span', {className: 'step-still'}, mark, label);
  const item = make('li', {className: index < at ? 'done' : index === at ? 'now' : 'ahead'}, inner);
  if (index === at) item.setAttribute('aria-current', 'step');
  return item;
}

export function renderSteps() {
  find('steps').replaceChildren(...kOrder.map(entry));
}

export function go(name) {
  clearNotice();
  closeCamera();
  current = name;
  for (const each of kOrder) find(`step-${each}`).hidden = each !== name;
  find('start-over').hidden = name === 'decision' || name === 'consent';
  renderSteps();
  window.scrollTo(0, 0);
  find(`step-${name}`).querySelector('h1').focus({preventScroll: true});
  steps[name].enter?.();
}

export function goBack() {
  go(kOrder[kOrder.indexOf(current) - 1]);
}

export function currentStep() {
  return current;
}

export function clearSteps(names = kOrder) {
  for (const name of names) steps[name].clear?.();
}

onLanguage(renderSteps);
