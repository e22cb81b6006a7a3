// Small verbs on the page's elements, shared by the steps.

export function find(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`No element "${id}" on the page.`);
  return node;
}

export function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

export function show(id) {
  find(id).hidden = false;
}

export function hide(id) {
  find(id).hidden = true;
}

// The sentence under a field, and the field's own mark for screen readers.
export function setProblem(problemId, sentence, field) {
  find(problemId).textContent = sentence;
  if (!field) return;
  if (sentence) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
}

// [[term, value], ...] into a <dl>; pairs without a value are left out.
export function fillFacts(list, pairs) {
  const rows = pairs.filter(([, value]) => value !== undefined && value !== '');
  list.replaceChildren(...rows.map(([term, value]) =>
    make('div', {}, make('dt', {textContent: term}), make('dd', {textContent: value}))));
}

// "8986000..." in groups of four, for comparing by eye.
export function grouped(digits) {
  return digits.replace(/(.{4})(?=.)/g, '$1 ');
}
