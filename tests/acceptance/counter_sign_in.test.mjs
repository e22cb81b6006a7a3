#!/usr/bin/env node
// The counter page before a server that wants tokens: who may sell, and who may not any more, in
// Debian's Chromium. Run: node tests/acceptance/counter_sign_in.test.mjs
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {kBinary, openBench, openPage, runChecks} from './counter/bench.mjs';
import {readDecision, submit, takeFace, walkToFace} from './counter/walk.mjs';

const kPortrait = 'tests/fixtures/people/p02/live.jpg';

function tokenOf(bench, who) {
  const file = path.join(bench.folder, 'data/demonstration', `demonstration-${who}.token`);
  return readFileSync(file, 'utf8').trim();
}

async function show(page, token) {
  await page.waitForSelector('#sign-in[open]');
  await page.fill('#token', token);
  await page.click('#sign-in .primary');
}

async function says(page, words) {
  await page.waitForFunction((wanted) =>
    document.getElementById('sign-in-problem').textContent.includes(wanted), words);
}

function standing(bench, verb) {
  execFileSync(kBinary, ['principal', verb, 'demonstration-clerk', '--data',
    path.join(bench.folder, 'data')]);
}

async function letsAClerkInAndNobodyElse(bench) {
  const page = await openPage(bench, {signIn: async (opened) => {
    await show(opened, '0'.repeat(64));
    await says(opened, 'Nobody has this token');
    assert.equal(await opened.inputValue('#token'), '');
    await show(opened, tokenOf(bench, 'reviewer'));
    await says(opened, 'only clerks sell');
    await opened.keyboard.press('Escape');
    assert.ok(await opened.isVisible('#sign-in'));
    await show(opened, tokenOf(bench, 'clerk'));
    await opened.waitForSelector('#sign-in', {state: 'hidden'});
  }});
  assert.equal(await page.textContent('#principal'), 'demonstration-clerk');
  await page.click('#sign-out');
  await page.waitForSelector('#sign-in[open]');
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  assert.deepEqual(page.faults, []);
}

// A link and a picture send no token, so the page fetches both forms of the receipt.
async function sellsWithATokenAndHandsOverTheReceipt(bench) {
  const page = await openPage(bench, {signIn: (opened) => show(opened, tokenOf(bench, 'clerk'))});
  await walkToFace(page, 'agreed');
  await takeFace(page);
  await submit(page);
  const decision = await readDecision(page);
  assert.equal(decision.outcome, 'approved');
  await page.waitForFunction(() => document.getElementById('receipt-code').naturalWidth > 100);
  const [download] = await Promise.all([
    page.waitForEvent('download'), page.click('#receipt-file'),
  ]);
  const file = path.join(bench.folder, 'receipt.json');
  await download.saveAs(file);
  assert.equal(spawnSync(kBinary, ['audit', 'prove', '--receipt', file]).status, 0);
  const open = await fetch(`${bench.url}/v1/registrations/${decision.caseId}`);
  assert.equal(open.status, 401);
  assert.deepEqual(page.faults, []);
}

async function stopsASuspendedClerkAtOnce(bench) {
  const page = await openPage(bench, {signIn: (opened) => show(opened, tokenOf(bench, 'clerk'))});
  await walkToFace(page, 'another_way');
  standing(bench, 'suspend');
  await page.click('#submit');
  await page.waitForFunction(() =>
    document.getElementById('notice').textContent.includes('You are suspended'));
  await page.click('#start-over');
  await page.click('#leave button[value="leave"]');
  await says(page, 'You are suspended');
  standing(bench, 'restore');
  await show(page, tokenOf(bench, 'clerk'));
  await page.waitForSelector('#sign-in', {state: 'hidden'});
  assert.deepEqual(page.faults, []);
}

const bench = await openBench(kPortrait, []);
try {
  await runChecks([
    ['a clerk is let in, a reviewer and a stranger are not', letsAClerkInAndNobodyElse],
    ['a clerk with a token sells and hands over the receipt',
      sellsWithATokenAndHandsOverTheReceipt],
    ['a suspended clerk sells nothing more', stopsASuspendedClerkAtOnce],
  ], bench);
} finally {
  await bench.stop();
}
