// @vladmandic/human as its users run it in Node without native code: WASM, with its attack models.
// Usage: node human.mjs PAIRS
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {measurePairs, tensorOf} from './pairs.mjs';

// The library fetches its models; Node fetches no files.
globalThis.fetch = async (url) => new Response(readFileSync(fileURLToPath(url)));

const require = createRequire(import.meta.url);
const folderOf = (module) => path.dirname(require.resolve(module));
const home = path.dirname(folderOf('@vladmandic/human'));
const {Human} = require(`${home}/dist/human.node-wasm.js`); // its package.json names no WASM form
const off = {enabled: false};
const human = new Human({
  backend: 'wasm',
  wasmPath: `${folderOf('@tensorflow/tfjs-backend-wasm')}/`,
  modelBasePath: `file://${home}/models/`,
  cacheSensitivity: 0,
  debug: false,
  filter: off,
  body: off,
  hand: off,
  object: off,
  gesture: off,
  segmentation: off,
  face: {
    enabled: true,
    detector: {rotation: true, maxDetected: 1},
    mesh: {enabled: true},
    iris: off,
    emotion: off,
    description: {enabled: true},
    antispoof: {enabled: true},
    liveness: {enabled: true},
  },
});
await human.init();

async function describe(picture) {
  const tensor = tensorOf(human.tf, picture);
  const {face} = await human.detect(tensor);
  human.tf.dispose(tensor);
  return face[0]?.embedding;
}

await measurePairs('human 3.3.6, WASM', {
  describe,
  compare: (a, b) => human.match.similarity(a, b),
});
