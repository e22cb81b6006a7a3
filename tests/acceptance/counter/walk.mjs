// A clerk's hands on the counter page: one function a step, used by every check.
import path from 'node:path';
import {kRoot, screenshot} from './bench.mjs';

function cardOf(person) {
  return path.join(kRoot, `tests/fixtures/people/${person}/id_card_photo.jpg`);
}
let sold = 0;

// A line nobody has yet; the ICCID ends in its Luhn digit.
export function freshLine() {
  const serial = String(++sold).padStart(4, '0');
  const body = `898600000000000${serial}`;
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return {msisdn: `861990000${serial}`, iccid: `${body}${(10 - (sum % 10)) % 10}`};
}

export async function giveConsent(page, way, shot = '') {
  await page.check(`input[value="${way}"]`);
  await page.check('input[name="terms"]');
  if (shot) await screenshot(page, `${shot}_1_consent`);
  await page.click('#step-consent .primary');
  await page.waitForSelector('#step-line:not([hidden])');
}

// As a bar code scanner does: digits, then Enter.
export async function scanLine(page, {msisdn, iccid}, shot = '') {
  await page.fill('#msisdn', '');
  await page.focus('#msisdn');
  await page.keyboard.type(msisdn);
  await page.keyboard.press('Enter');
  await page.fill('#iccid', '');
  await page.keyboard.type(iccid);
  if (shot) await screenshot(page, `${shot}_2_line`);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#step-document:not([hidden])');
}

export async function showDocument(page, shot = '', person = 'p02') {
  await page.setInputFiles('#document-file', cardOf(person));
  await page.waitForSelector('#fields:not([hidden])');
  if (shot) await screenshot(page, `${shot}_3_document`);
  await page.click('#step-document .actions .primary');
  await page.waitForSelector('#step-face:not([hidden])');
}

// Waits until the server finds the frame acceptable, as the clerk does, then presses the shutter.
export async function takeFace(page, shot = '') {
  await page.waitForSelector('#face-viewer.good[data-state="live"]');
  if (shot) await screenshot(page, `${shot}_4_face`);
  await page.click('#face-shutter');
  await page.waitForSelector('#face-viewer[data-state="taken"]');
  if (shot) await screenshot(page, `${shot}_4_face_taken`);
}

export async function submit(page) {
  await page.click('#submit');
}

// The decision on the screen: {outcome, heading, caseId}.
export async function readDecision(page, shot = '') {
  await page.waitForSelector('#step-decision:not([hidden])');
  if (shot) await screenshot(page, `${shot}_5_decision`);
  return {
    outcome: await page.getAttribute('#outcome-card', 'data-outcome'),
    heading: await page.textContent('#outcome'),
    caseId: await page.textContent('#case-facts dd'),
  };
}

export async function walkToFace(page, way, line = freshLine(), shot = '', person = 'p02') {
  await giveConsent(page, way, shot);
  await scanLine(page, line, shot);
  await showDocument(page, shot, person);
}
