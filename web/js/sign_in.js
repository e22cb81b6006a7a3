// Who sells: asks the clerk for a token when the server wants one, and keeps it for this tab alone.
import {forgetToken, getPrincipal, hasToken, RequestProblem, useToken} from './api.js';
import {onLanguage, problemText} from './language.js';
import {insist} from './notice.js';
import {find} from './page.js';

const kSellers = ['clerk', 'terminal'];  // as registration/permission.cc, which refuses the others

let problem = null;  // why the last token was not taken

function renderProblem() {
  find('sign-in-problem').textContent = problem ? problemText(problem) : '';
}

// The token typed or scanned; the field is empty again before anything else happens.
function askForToken() {
  const dialog = find('sign-in');
  const field = find('token');
  renderProblem();
  if (!dialog.open) dialog.showModal();
  field.focus();
  return new Promise((resolve) => {
    find('sign-in-form').onsubmit = (event) => {
      event.preventDefault();
      const token = field.value.trim();
      field.value = '';
      if (token) resolve(token);
    };
  });
}

// A refusal is an answer here: the dialog shows it. What can be waited for is waited for.
async function askWho() {
  try {
    return await getPrincipal();
  } catch (refusal) {
    const refused = refusal instanceof RequestProblem && [401, 403].includes(refusal.status);
    if (!refused) throw refusal;
    return {refusal};
  }
}

// False when the notice was cleared meanwhile. Ends with a seller, or at an open counter.
export async function signIn() {
  for (;;) {
    const answer = await insist(askWho);
    if (!answer) return false;
    if (answer.sign_in === 'open' || kSellers.includes(answer.role)) {
      if (find('sign-in').open) find('sign-in').close();
      find('principal').textContent = answer.id ?? '';
      find('sign-out').hidden = answer.sign_in === 'open';
      return true;
    }
    if (answer.refusal) problem = hasToken() ? answer.refusal : null;
    else problem = {code: 'role.open_line', detail: ''};
    forgetToken();
    useToken(await askForToken());
  }
}

export function startSignIn(leave) {
  find('sign-in').addEventListener('cancel', (event) => event.preventDefault());
  find('sign-out').addEventListener('click', () => {
    forgetToken();
    problem = null;
    leave();
  });
  onLanguage(renderProblem);
}
