// Language of the page: looks words up and re-renders on a switch; holds no other state.
import {en} from './texts_en.js';
import {zh} from './texts_zh.js';

const kTexts = {en, zh};
const kTags = {en: 'en', zh: 'zh-CN'};
const renderers = [];
let current = 'en';

export function language() {
  return current;
}

export function text(key, values = {}) {
  const found = kTexts[current][key];
  if (found === undefined) throw new Error(`No text for "${key}" in ${current}.`);
  return found.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// The page's own words for a problem's stable code, or else the server's sentence.
export function problemText({code, detail}) {
  return kTexts[current][`problem_${code.replaceAll('.', '_')}`] ?? detail;
}

// A text that the server gives in both languages.
export function pick(texts) {
  return texts?.[current] ?? texts?.en ?? '';
}

export function onLanguage(render) {
  renderers.push(render);
}

export function setLanguage(name) {
  current = name in kTexts ? name : 'en';
  document.documentElement.lang = kTags[current];
  document.title = text('page_title');
  for (const node of document.querySelectorAll('[data-t]')) {
    node.textContent = text(node.dataset.t);
  }
  for (const node of document.querySelectorAll('[data-t-label]')) {
    node.setAttribute('aria-label', text(node.dataset.tLabel));
  }
  for (const button of document.querySelectorAll('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset.language === current));
  }
  for (const render of renderers) render();
}

// The address keeps the choice (?lang=zh), so that an outlet can bookmark its language.
export function startLanguage() {
  const wanted = new URLSearchParams(location.search).get('lang');
  const offered = (navigator.language ?? 'en').startsWith('zh') ? 'zh' : 'en';
  for (const button of document.querySelectorAll('[data-language]')) {
    button.addEventListener('click', () => {
      const address = new URL(location.href);
      address.searchParams.set('lang', button.dataset.language);
      history.replaceState(null, '', address);
      setLanguage(button.dataset.language);
    });
  }
  setLanguage(wanted ?? offered);
}
