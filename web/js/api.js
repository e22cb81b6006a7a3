// The HTTP API (api/openapi.yaml) as functions; every failure is a RequestProblem.

const kAnswerTimeoutMs = 60_000;  // a decision takes seconds; a minute means the way is broken
const kHintTimeoutMs = 5_000;
const kRetryAfterDefaultSeconds = 3;
const kTokenKey = 'token';  // in sessionStorage: of the clerk, for this tab, never of a subscriber

export function hasToken() {
  return sessionStorage.getItem(kTokenKey) !== null;
}

export function useToken(token) {
  sessionStorage.setItem(kTokenKey, token);
}

export function forgetToken() {
  sessionStorage.removeItem(kTokenKey);
}

function withToken(headers = {}) {
  return hasToken()
    ? {...headers, Authorization: `Bearer ${sessionStorage.getItem(kTokenKey)}`} : headers;
}

// kind: 'offline' (no answer), 'busy' (ask again later), 'refused' (4xx), 'failed' (5xx).
export class RequestProblem extends Error {
  constructor(kind, {detail = '', code = '', status = 0} = {}, retryAfterSeconds = 0) {
    super(detail || kind);
    Object.assign(this, {kind, detail, code, status, retryAfterSeconds});
  }
}

async function problemOf(response) {
  const said = {detail: '', code: '', status: response.status};
  try {
    const body = await response.json();
    said.detail = body.detail ?? body.title ?? '';
    said.code = body.code ?? '';
  } catch {
    said.detail = `${response.status} ${response.statusText}`;
  }
  if (response.status === 503 || response.status === 429) {
    const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
    return new RequestProblem('busy', said, seconds > 0 ? seconds : kRetryAfterDefaultSeconds);
  }
  return new RequestProblem(response.status < 500 ? 'refused' : 'failed', said);
}

async function request(path, options = {}, timeoutMs = kAnswerTimeoutMs) {
  let response;
  try {
    response = await fetch(path, {
      ...options,
      headers: withToken(options.headers),
      cache: 'no-store',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.ok) return await response.json();
  } catch {
    throw new RequestProblem('offline');
  }
  throw await problemOf(response);
}

function multipart(parts) {
  const form = new FormData();
  for (const [name, value] of Object.entries(parts)) {
    if (value instanceof Blob) form.append(name, value, `${name}.jpg`);
    else form.append(name, value);
  }
  return form;
}

// {sign_in: 'open'}, or {sign_in: 'token', id, role, outlet}.
export function getPrincipal() {
  return request('/v1/principal');
}

// What a link or a picture cannot ask for with a token, as an address of this page alone; empty
// when it is not to be had. Whoever asked revokes it.
export async function objectAddress(path) {
  try {
    const response = await fetch(path, {headers: withToken(), cache: 'no-store'});
    return response.ok ? URL.createObjectURL(await response.blob()) : '';
  } catch {
    return '';
  }
}

export function getPolicy() {
  return request('/v1/policy');
}

export function readDocument(picture) {
  return request('/v1/documents/readings', {
    method: 'POST', body: multipart({document: picture}),
  });
}

export function assessProbe(picture) {
  return request('/v1/captures/quality', {
    method: 'POST', body: multipart({consent_face: 'true', probe: picture}),
  }, kHintTimeoutMs);
}

// A fresh challenge for one capture: {capture_id, challenge, steps, expires_at, stream}.
export function beginCapture({sale, accessible, device}) {
  return request('/v1/captures', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({sale, consent_face: true, accessible, device}),
  });
}

// Without face consent no probe exists, and none is sent.
export function register(claim, pictures, key) {
  return request('/v1/registrations', {
    method: 'POST',
    headers: {'Idempotency-Key': key},
    body: multipart({
      claim: new Blob([JSON.stringify(claim)], {type: 'application/json'}), ...pictures,
    }),
  });
}

export function receiptPath(caseId) {
  return `/v1/registrations/${encodeURIComponent(caseId)}/receipt`;
}

export function receiptCodePath(caseId) {
  return `${receiptPath(caseId)}.svg`;
}
