// @vladmandic/face-api as its users run it in Node without native code: WASM, tiny detector.
// Usage: node face_api.mjs PAIRS
import {createRequire} from 'node:module';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import * as wasm from '@tensorflow/tfjs-backend-wasm';
import {measurePairs, tensorOf} from './pairs.mjs';

const require = createRequire(import.meta.url);
const folderOf = (module) => path.dirname(require.resolve(module));

const faceapi = require('@vladmandic/face-api/dist/face-api.node-wasm.js');
const models = path.join(folderOf('@vladmandic/face-api/package.json'), 'model');
wasm.setWasmPaths(`${folderOf('@tensorflow/tfjs-backend-wasm')}/`);
wasm.setThreadsCount(1);
await tf.setBackend('wasm');
await tf.ready();
await faceapi.nets.tinyFaceDetector.loadFromDisk(models);
await faceapi.nets.faceLandmark68Net.loadFromDisk(models);
await faceapi.nets.faceRecognitionNet.loadFromDisk(models);
const options = new faceapi.TinyFaceDetectorOptions({inputSize: 416, scoreThreshold: 0.5});

async function describe(picture) {
  const tensor = tensorOf(tf, picture);
  const found = await faceapi.detectSingleFace(tensor, options)
    .withFaceLandmarks().withFaceDescriptor();
  tf.dispose(tensor);
  return found?.descriptor;
}

await measurePairs('face-api 1.7.15, WASM', {
  describe,
  compare: (a, b) => 1 - faceapi.euclideanDistance(a, b),
});
