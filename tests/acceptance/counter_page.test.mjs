#!/usr/bin/env node
// The counter page from consent to receipt, in Debian's Chromium with a fake camera, against the
// real binary. Run: node tests/acceptance/counter_page.test.mjs
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {
  camerasAsked, camerasRunning, kBinary, loseNextAnswer, lostAnswer, openBench, openPage,
  registrationsSent, runChecks, screenshot,
} from './counter/bench.mjs';
import {
  freshLine, giveConsent, readDecision, scanLine, showDocument, submit, takeFace, walkToFace,
} from './counter/walk.mjs';

const kOnePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWj'
  + 'R9awAAAABJRU5ErkJggg==';
const kPortrait = 'tests/fixtures/people/p02/live.jpg';

function prove(receipt) {
  return spawnSync(kBinary, ['audit', 'prove', '--receipt', receipt], {encoding: 'utf8'});
}

// The page must show the code; zbarimg gets it large and alone, as a scanner held close would.
async function decodeReceiptCode(page, bench) {
  const image = page.locator('#receipt-code');
  await image.evaluate((node) => node.decode());
  const sheet = await page.context().newPage();
  await sheet.setViewportSize({width: 900, height: 900});
  await sheet.goto(bench.url + await image.getAttribute('src'));
  const picture = path.join(bench.folder, 'code.png');
  await sheet.screenshot({path: picture});
  await sheet.close();
  return execFileSync('zbarimg', ['--raw', '-q', picture], {encoding: 'utf8'}).trim();
}

async function downloadReceipt(page, folder) {
  const [download] = await Promise.all([
    page.waitForEvent('download'), page.click('#receipt-file'),
  ]);
  const file = path.join(folder, 'receipt.json');
  await download.saveAs(file);
  return file;
}

// Everything the terminal could keep: nothing of it may outlive the sale (R122).
function tracesOn(page) {
  return page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookies: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    fields: [...document.querySelectorAll('input:not([type=radio], [type=checkbox])')]
      .map((input) => input.value).join(''),
    ticks: document.querySelectorAll('input:checked').length,
    pixels: [...document.querySelectorAll('canvas')].reduce((sum, c) => sum + c.width, 0),
    facts: [...document.querySelectorAll('.facts')].map((list) => list.textContent).join(''),
  }));
}
const kNoTraces = {
  local: 0, session: 0, cookies: '', databases: 0, caches: 0, fields: '', ticks: 0, pixels: 0,
  facts: '',
};

function keysSent(page) {
  const keys = [];
  page.on('request', (request) => {
    const key = request.headers()['idempotency-key'];
    if (key) keys.push(key);
  });
  return keys;
}

async function sellsInEnglish(bench) {
  const page = await openPage(bench);
  assert.match(await page.textContent('#consent-text'), /\w{4}/);
  assert.equal(await camerasAsked(page), 0);
  await walkToFace(page, 'agreed', freshLine(), 'wide_en');
  await takeFace(page, 'wide_en');
  assert.equal(await camerasAsked(page), 1);
  assert.equal(await camerasRunning(page), 0);
  await submit(page);
  const decision = await readDecision(page, 'wide_en');
  assert.equal(decision.outcome, 'approved');
  assert.equal(decision.heading, 'Approved');
  assert.match(decision.caseId, /^c[0-9a-f]{32}$/);

  const receipt = await downloadReceipt(page, bench.folder);
  assert.equal(await decodeReceiptCode(page, bench), readFileSync(receipt, 'utf8').trim());
  assert.ok(!readFileSync(receipt, 'utf8').includes('石铭远'));
  const proved = prove(receipt);
  assert.equal(proved.status, 0, proved.stderr);

  await page.click('#next-subscriber');
  assert.deepEqual(await tracesOn(page), kNoTraces);
  assert.deepEqual(page.faults, []);
}

async function refusesAlteredReceipt(bench) {
  const whole = path.join(bench.folder, 'receipt.json');
  const broken = path.join(bench.folder, 'broken.json');
  const text = readFileSync(whole, 'utf8');
  writeFileSync(broken, text.replace(/[0-9a-f](?=[0-9a-f]{20})/, (c) => (c === '0' ? '1' : '0')));
  assert.notEqual(readFileSync(broken, 'utf8'), text);
  assert.notEqual(prove(broken).status, 0);
}

async function sellsInChineseOnNarrowScreen(bench) {
  const page = await openPage(bench, {width: 360, height: 740, language: 'zh'});
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.equal(await page.textContent('#step-consent h1'), '先告知，后办理');
  assert.ok(await overflow() <= 0);
  await giveConsent(page, 'agreed', 'narrow_zh');
  assert.ok(await overflow() <= 0);
  await scanLine(page, freshLine(), 'narrow_zh');
  assert.ok(await overflow() <= 0);
  await showDocument(page, 'narrow_zh');
  await takeFace(page, 'narrow_zh');
  assert.ok(await overflow() <= 0);
  await submit(page);
  const decision = await readDecision(page, 'narrow_zh');
  assert.equal(decision.outcome, 'approved');
  assert.equal(decision.heading, '通过');
  assert.ok(await overflow() <= 0);
  assert.deepEqual(page.faults, []);
}

async function goesAnotherWayWithoutCamera(bench) {
  const page = await openPage(bench);
  const paths = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  await walkToFace(page, 'another_way');
  assert.equal(await page.isVisible('#document-camera'), false);
  assert.equal(await page.isVisible('#face-panel'), false);
  await screenshot(page, 'wide_en_4_attended');
  await submit(page);
  const decision = await readDecision(page, 'wide_en_attended');
  assert.equal(decision.outcome, 'referred');
  assert.equal(decision.heading, 'Referred to an attended check');
  const [sent] = await registrationsSent(page);
  assert.deepEqual(sent.parts, ['claim', 'document']);
  assert.equal(sent.claim.consent_face, false);
  assert.equal(await camerasAsked(page), 0);
  assert.ok(!paths.includes('/v1/captures/quality'));
}

async function withdrawsFaceConsentAtTheCamera(bench) {
  const page = await openPage(bench);
  await walkToFace(page, 'agreed');
  await page.waitForSelector('#face-viewer[data-state="live"]');
  await page.click('#face-another-way');
  assert.equal(await camerasRunning(page), 0);
  assert.equal(await page.isVisible('#face-panel'), false);
  await submit(page);
  assert.equal((await readDecision(page)).outcome, 'referred');
}

async function asksForBothChoices(bench) {
  const page = await openPage(bench);
  await page.click('#step-consent .primary');
  assert.notEqual(await page.textContent('#face-problem'), '');
  assert.notEqual(await page.textContent('#terms-problem'), '');
  await page.check('input[value="agreed"]');
  await page.click('#step-consent .primary');
  assert.equal(await page.isVisible('#step-line'), false);
  assert.equal(await camerasAsked(page), 0);
}

async function mendsTheLineInPlace(bench) {
  const page = await openPage(bench);
  await giveConsent(page, 'another_way');
  await page.fill('#msisdn', '013800000000');
  await page.keyboard.press('Enter');
  assert.match(await page.textContent('#msisdn-problem'), /country code/);
  await page.fill('#msisdn', '+86 138 0000 0000');
  await page.keyboard.press('Enter');
  assert.equal(await page.textContent('#msisdn-problem'), '');
  await page.keyboard.type('89860000000000000018');
  await page.keyboard.press('Enter');
  assert.match(await page.textContent('#iccid-problem'), /last digit/);
  await page.fill('#iccid', '89860000000000000019');
  await page.keyboard.press('Enter');
  assert.equal(await page.isVisible('#step-document'), true);
}

async function switchesLanguageWithoutLoss(bench) {
  const page = await openPage(bench);
  await giveConsent(page, 'another_way');
  const line = freshLine();
  await page.fill('#msisdn', line.msisdn);
  await page.fill('#iccid', line.iccid);
  await page.click('[data-language="zh"]');
  assert.equal(await page.textContent('#step-line h1'), '办理哪个号码？');
  assert.equal(await page.inputValue('#msisdn'), line.msisdn);
  await page.focus('#iccid');
  await page.keyboard.press('Enter');
  await showDocument(page);
  await page.click('[data-language="en"]');
  assert.match(await page.textContent('#check-facts'), /石铭远/);
  assert.match(await page.textContent('#check-facts'), new RegExp(line.msisdn));
}

// The server has decided, the answer is lost on the way: the same key brings the same case.
async function retriesWithTheSameKey(bench) {
  const page = await openPage(bench);
  const keys = keysSent(page);
  await loseNextAnswer(page);
  await walkToFace(page, 'agreed');
  await takeFace(page);
  await submit(page);
  await page.waitForSelector('#notice:not([hidden]) button');
  await screenshot(page, 'wide_en_4_offline');
  assert.match(await page.textContent('#check-facts'), /石铭远/);
  await page.click('#notice button');
  const decision = await readDecision(page);
  assert.equal(decision.caseId, (await lostAnswer(page)).case_id);
  assert.equal(decision.outcome, 'approved');
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
}

async function waitsAsLongAsABusyServerAsks(bench) {
  const page = await openPage(bench);
  const keys = keysSent(page);
  await page.route('**/v1/registrations', (route) => route.fulfill({
    status: 503, headers: {'Retry-After': '2', 'Content-Type': 'application/problem+json'},
    body: JSON.stringify({title: 'Busy', status: 503, detail: 'Try again later.'}),
  }), {times: 1});
  await walkToFace(page, 'another_way');
  const begun = Date.now();
  await submit(page);
  await page.waitForSelector('#notice:not([hidden])');
  assert.match(await page.textContent('#notice'), /busy/);
  assert.equal((await readDecision(page)).outcome, 'referred');
  assert.ok(Date.now() - begun >= 2000);
  assert.equal(new Set(keys).size, 1);
}

async function showsWhatTheServerRefuses(bench) {
  const page = await openPage(bench);
  await giveConsent(page, 'agreed');
  await scanLine(page, freshLine());
  await page.route('**/v1/documents/readings', (route) => route.fulfill({
    status: 413, contentType: 'application/problem+json',
    body: JSON.stringify({title: 'Too large', status: 413, detail: 'Send at most 12 MB.'}),
  }), {times: 1});
  await page.setInputFiles('#document-file', {
    name: 'card.png', mimeType: 'image/png',
    buffer: Buffer.from(kOnePixel, 'base64'),
  });
  await page.waitForSelector('#notice:not([hidden])');
  assert.match(await page.textContent('#notice'), /Send at most 12 MB\./);
  await page.setInputFiles('#document-file', {
    name: 'card.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a picture'),
  });
  await page.waitForFunction(() => document.getElementById('document-problem').textContent !== '');
  assert.match(await page.textContent('#document-problem'), /not a picture/);
}

async function saysAKnownRefusalInItsOwnLanguage(bench) {
  const page = await openPage(bench, {language: 'zh'});
  await giveConsent(page, 'agreed');
  await scanLine(page, freshLine());
  await page.route('**/v1/documents/readings', (route) => route.fulfill({
    status: 413, contentType: 'application/problem+json',
    body: JSON.stringify({status: 413, code: 'picture.too_large', detail: 'Send less.'}),
  }), {times: 1});
  await page.setInputFiles('#document-file', {
    name: 'card.png', mimeType: 'image/png', buffer: Buffer.from(kOnePixel, 'base64'),
  });
  await page.waitForFunction(() => /图片过大/.test(document.getElementById('notice').textContent));
  await page.click('[data-language="en"]');
  assert.match(await page.textContent('#notice'), /picture is too large/);
}

// The number of the first sale is taken; the clerk chooses another and keeps the rest.
async function choosesAnotherLineAfterAConflict(bench) {
  const taken = freshLine();
  const first = await openPage(bench);
  await walkToFace(first, 'agreed', taken);
  await takeFace(first);
  await submit(first);
  assert.equal((await readDecision(first)).outcome, 'approved');
  const page = await openPage(bench);
  const keys = keysSent(page);
  await walkToFace(page, 'agreed', {...freshLine(), msisdn: taken.msisdn});
  await takeFace(page);
  await submit(page);
  assert.equal((await readDecision(page, 'wide_en_rejected')).outcome, 'rejected');
  await page.click('#remedies button');
  await page.waitForSelector('#step-line:not([hidden])');
  await scanLine(page, freshLine());
  assert.equal(await page.inputValue('#name'), '石铭远');
  await page.click('#step-document .actions .primary');
  await submit(page);
  assert.equal((await readDecision(page)).outcome, 'approved');
  assert.equal(new Set(keys).size, 2);
}

async function startsOverAndForgets(bench) {
  const page = await openPage(bench);
  await walkToFace(page, 'agreed');
  await page.waitForSelector('#face-viewer[data-state="live"]');
  await page.click('#start-over');
  await page.click('#leave button[value="leave"]');
  await page.waitForSelector('#step-consent:not([hidden])');
  assert.equal(await camerasRunning(page), 0);
  assert.deepEqual(await tracesOn(page), kNoTraces);
}

const bench = await openBench(kPortrait);
try {
  await runChecks([
    ['a clerk sells a line in English and hands over a provable receipt', sellsInEnglish],
    ['a receipt altered by one digit is refused', refusesAlteredReceipt],
    ['a clerk sells a line in Chinese on a 360 pixel screen', sellsInChineseOnNarrowScreen],
    ['another way than the face opens no camera and is referred', goesAnotherWayWithoutCamera],
    ['face consent can be withdrawn at the camera', withdrawsFaceConsentAtTheCamera],
    ['nothing goes on without both choices', asksForBothChoices],
    ['wrong line numbers are mended in place', mendsTheLineInPlace],
    ['the language switches without losing what was entered', switchesLanguageWithoutLoss],
    ['a lost answer is asked for again with the same key', retriesWithTheSameKey],
    ['a busy server is asked again when it says so', waitsAsLongAsABusyServerAsks],
    ['a refusal is shown in the server\'s words', showsWhatTheServerRefuses],
    ['a refusal of a known code is translated', saysAKnownRefusalInItsOwnLanguage],
    ['a taken number is exchanged and the rest kept', choosesAnotherLineAfterAConflict],
    ['starting over forgets the subscriber', startsOverAndForgets],
  ], bench);
} finally {
  await bench.stop();
}
