// One face capture: a challenge from the server, frames to it, one hint back at a time; decides
// nothing and keeps no frame.
import {beginCapture} from './api.js';
import {describeCamera, drawFrame, jpegOf, wipe} from './camera.js';

const kPeriodMs = 80;      // at most 12 frames a second; a turn of the head takes about one
const kFramePixels = 960;  // the longer side: the comparison sees these frames
const kQuality = 0.9;
const kSilenceMs = 10_000;  // a server that says nothing for so long is not coming back
const kHeaderBytes = 12;

let current = null;  // the run in hand; an older one that wakes up sees that it is not

export function stopCapture() {
  current?.socket?.close();
  current = null;
}

// docs/formats/capture.md: sequence number, milliseconds since the stream began, JPEG.
async function framed(sequence, sinceMs, picture) {
  const header = new DataView(new ArrayBuffer(kHeaderBytes));
  header.setUint32(0, sequence);
  header.setBigUint64(4, BigInt(Math.round(sinceMs)));
  return new Blob([header.buffer, picture]);
}

function openSocket(path) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    socket.onopen = () => resolve(socket);
    socket.onerror = () => resolve(null);
  });
}

// The next message as an object; null when the stream ended or stayed silent.
function answerOn(socket) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), kSilenceMs);
    const done = (value) => {
      clearTimeout(timer);
      resolve(value);
    };
    socket.onmessage = ({data}) => done(JSON.parse(data));
    socket.onclose = () => done(null);
  });
}

// The camera's next frame: each is sent once, since a picture that comes twice is no camera's. A
// camera that gives none any more is told by the server's silence.
function nextFrame(video) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, kSilenceMs);
    video.requestVideoFrameCallback(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function rest(sinceMs) {
  const left = Math.max(0, kPeriodMs - (performance.now() - sinceMs));
  return new Promise((resolve) => setTimeout(resolve, left));
}

// Sends a frame, waits for its answer, sends the next: the server sets the pace.
async function stream(run, video, tell) {
  const canvas = document.createElement('canvas');
  const began = performance.now();
  let answer = {state: 'running'};
  for (let sequence = 1; answer?.state === 'running' && run === current; ++sequence) {
    await nextFrame(video);
    const taken = performance.now();
    drawFrame(video, canvas, kFramePixels);
    const frame = await framed(sequence, taken - began, await jpegOf(canvas, kQuality));
    if (run !== current || run.socket.readyState !== WebSocket.OPEN) break;
    const next = answerOn(run.socket);
    run.socket.send(frame);
    answer = await next;
    if (answer && run === current) tell(answer);
    await rest(taken);
  }
  wipe(canvas);
  return answer;
}

// {state: 'passed', capture}, {state: 'failed', ...}, {state: 'unavailable'} when there is no way
// to stream here, or {state: 'stopped'} after stopCapture(). tell() hears each answer.
export async function runCapture(video, wishes, tell) {
  stopCapture();
  const run = {socket: null};
  current = run;
  let challenge;
  try {
    challenge = await beginCapture({...wishes, device: describeCamera()});
  } catch (problem) {
    return {state: run === current ? 'unavailable' : 'stopped', problem};
  }
  run.socket = run === current ? await openSocket(challenge.stream) : null;
  if (run !== current) {
    run.socket?.close();
    return {state: 'stopped'};
  }
  if (!run.socket) return {state: 'unavailable'};
  const ready = answerOn(run.socket);
  run.socket.send(JSON.stringify({challenge: challenge.challenge}));
  const first = await ready;
  if (first?.state === 'running') {
    tell(first);
    const last = await stream(run, video, tell);
    if (run !== current) return {state: 'stopped'};
    stopCapture();
    if (last?.state === 'done') return {state: 'passed', capture: challenge.capture_id};
    return {state: last ? 'failed' : 'unavailable', ...(last ?? {})};
  }
  if (run !== current) return {state: 'stopped'};
  stopCapture();
  return {state: 'unavailable'};
}
