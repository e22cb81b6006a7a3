// The notice above the steps: says what went wrong and waits with the clerk until it can go on.
import {RequestProblem} from './api.js';
import {onLanguage, problemText, text} from './language.js';
import {find, make} from './page.js';

let render = null;  // draws the notice in the language of the moment
let abandon = null;

export function clearNotice() {
  abandon?.();
  abandon = null;
  render = null;
  find('notice').hidden = true;
  find('notice').replaceChildren();
}

function draw(renderer) {
  render = renderer;
  find('notice').hidden = false;
  render();
}

function sentence(...lines) {
  return make('p', {textContent: lines.filter(Boolean).join(' ')});
}

export function say(key, problem) {
  draw(() => find('notice').replaceChildren(sentence(text(key), problemText(problem))));
}

// Resolves true when it is time to ask again, false when the notice was cleared meanwhile.
function waitToRetry(problem, offlineKey) {
  return new Promise((resolve) => {
    let seconds = problem.kind === 'busy' ? problem.retryAfterSeconds : Infinity;
    const timer = setInterval(() => (--seconds > 0 ? render?.() : finish(true)), 1000);
    const finish = (again) => {
      clearInterval(timer);
      abandon = null;
      resolve(again);
    };
    abandon = () => finish(false);
    const button = make('button', {type: 'button', onclick: () => finish(true)});
    draw(() => {
      button.textContent = text('try_again');
      const key = problem.kind === 'offline' ? offlineKey : problem.kind;
      const more = problem.kind === 'failed' ? problemText(problem) : '';
      const line = sentence(text(key, {seconds}), more);
      const old = find('notice').querySelector('p');
      if (old && old.textContent === line.textContent) return;
      if (old && button.isConnected) old.replaceWith(line);
      else find('notice').replaceChildren(line, button);
    });
    find('notice').scrollIntoView({block: 'nearest'});
  });
}

// Does `ask` until it is answered. Refusals are shown and give undefined, as does clearNotice().
export async function insist(ask, offlineKey = 'offline') {
  clearNotice();
  for (;;) {
    try {
      const answer = await ask();
      clearNotice();
      return answer;
    } catch (problem) {
      if (!(problem instanceof RequestProblem)) throw problem;
      if (problem.kind === 'refused') {
        say('refused', problem);
        find('notice').scrollIntoView({block: 'nearest'});
        return undefined;
      }
      if (!(await waitToRetry(problem, offlineKey))) return undefined;
    }
  }
}

onLanguage(() => render?.());
