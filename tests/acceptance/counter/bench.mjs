// What the counter page test stands on: the real binary, a Chromium with a fake camera, a runner.
import {execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {act, stillFrame} from './actor.mjs';
import {kBinary, kRoot} from './paths.mjs';

export {kBinary, kRoot};

const kChromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
const kPolicy = 'cn-2019-12';
const kReadyMs = 20_000;
const kCheckMs = 120_000;

function need(file, remedy) {
  if (existsSync(file)) return;
  console.error(`${file} is missing; ${remedy}.`);
  process.exit(1);
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const {port} = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

// options: ['--open-counter'] to ask nobody for a token.
async function startServer(folder, options = ['--open-counter']) {
  const port = await freePort();
  const data = path.join(folder, 'data');
  execFileSync(path.join(kRoot, 'tools/demonstrate.sh'), [kBinary, data, kPolicy]);
  const server = spawn(kBinary, ['serve', '--data', data, '--policy', kPolicy,
    '--port', String(port), ...options], {cwd: kRoot, stdio: ['ignore', 'ignore', 'pipe']});
  let said = '';
  server.stderr.on('data', (text) => { said = (said + text).slice(-4000); });
  const url = `http://127.0.0.1:${port}`;
  for (const until = Date.now() + kReadyMs; Date.now() < until;) {
    if (server.exitCode !== null) break;
    try {
      if ((await fetch(`${url}/healthz`)).ok) return {url, server};
    } catch {
      // not listening yet
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill();
  throw new Error(`The server did not become ready: ${said}`);
}

// The upright picture in a wide frame, as a webcam would see it: the person in the middle, a
// blurred room at the sides.
function makeWideFrame(portrait, folder) {
  const file = path.join(folder, 'wide.jpg');
  execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-i', path.join(kRoot, portrait),
    '-filter_complex', 'split[a][b];[a]scale=1280:720,boxblur=40[room];[b]scale=-2:720[person];'
      + '[room][person]overlay=(W-w)/2:0', '-q:v', '2', file]);
  return file;
}

function launch() {
  const require = createRequire(path.join(kRoot, 'tools/node/'));
  const {chromium} = require('playwright-core');
  return chromium.launch({
    executablePath: kChromium,
    // Without the last the page says that a program drives it, which the pack weighs (R30).
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking',
      '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream',
      '--disable-blink-features=AutomationControlled'],
  });
}

// {url, folder, browser, still, stop()}; `still` is what stands before the camera of its pages.
// options: of the server, ['--open-counter'] when absent.
export async function openBench(portrait, options = undefined) {
  need(kBinary, 'run ./dev build');
  need(kChromium, 'apt-get install chromium');
  need(path.join(kRoot, 'tools/node/node_modules/playwright-core'), 'run npm ci in tools/node');
  const folder = mkdtempSync(path.join(tmpdir(), 'truename-counter-'));
  const still = stillFrame(makeWideFrame(portrait, folder));
  const {url, server} = await startServer(folder, options);
  const browser = await launch();
  const stop = async () => {
    await browser.close();
    server.kill();
    rmSync(folder, {recursive: true, force: true});
  };
  return {url, folder, browser, still, stop};
}

// A page that counts the cameras asked for and still running, notes the registrations sent, and
// loses the answer of the next one when told to by loseNextAnswer().
// `frames` are of the person before the camera (actor.mjs). `signIn` brings the page past a server
// that wants a token.
export async function openPage(bench,
  {width = 1280, height = 860, language = 'en', frames = bench.still,
    signIn = async () => {}} = {}) {
  const context = await bench.browser.newContext({viewport: {width, height}, locale: language});
  await context.addInitScript(act, frames);
  await context.addInitScript(() => {
    window.cameras = {asked: 0, streams: []};
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => {
      ++window.cameras.asked;
      const stream = await real(wish);
      window.cameras.streams.push(stream);
      return stream;
    };
    window.registrations = [];
    const realFetch = window.fetch.bind(window);
    window.fetch = async (address, options) => {
      const answer = realFetch(address, options);
      if (address !== '/v1/registrations') return answer;
      window.registrations.push(options.body);
      if (!window.loseNextAnswer) return answer;
      window.loseNextAnswer = false;
      window.lostAnswer = await (await answer).json();
      throw new TypeError('Failed to fetch');
    };
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  await page.goto(`${bench.url}/?lang=${language}`);
  await signIn(page);
  await page.waitForFunction(() => document.getElementById('terms-text').textContent !== '');
  return page;
}

export function camerasAsked(page) {
  return page.evaluate(() => window.cameras.asked);
}

export function camerasRunning(page) {
  return page.evaluate(() => window.cameras.streams.flatMap((stream) => stream.getTracks())
    .filter((track) => track.readyState === 'live').length);
}

// [{parts, claim}, ...]: the multipart bodies as the page gave them to the browser.
export function registrationsSent(page) {
  return page.evaluate(() => Promise.all(window.registrations.map(async (form) => ({
    parts: [...form.keys()], claim: JSON.parse(await form.get('claim').text()),
  }))));
}

// The server gets the next registration and answers, but the answer does not reach the page.
export function loseNextAnswer(page) {
  return page.evaluate(() => { window.loseNextAnswer = true; });
}

export function lostAnswer(page) {
  return page.evaluate(() => window.lostAnswer);
}

// With TRUENAME_SCREENSHOTS=folder each step leaves a picture there, for looking at.
export async function screenshot(page, name) {
  const folder = process.env.TRUENAME_SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, {recursive: true});
  await page.waitForTimeout(250);
  await page.screenshot({path: path.join(folder, `${name}.png`)});
}

// Runs each check, says its name and result, and sets the exit code.
export async function runChecks(checks, bench) {
  let failed = 0;
  for (const [name, check] of checks) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`took over ${kCheckMs} ms`)), kCheckMs);
    });
    try {
      await Promise.race([check(bench), late]);
      console.log(`ok      ${name}`);
    } catch (error) {
      ++failed;
      console.log(`FAILED  ${name}\n${error.stack ?? error}`);
    }
    clearTimeout(timer);
    for (const context of bench.browser.contexts()) await context.close();
  }
  console.log(`${checks.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && checks.length > 0 ? 0 : 1;
}
