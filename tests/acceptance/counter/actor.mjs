// A rendered person before the camera, who does what the page asks: frames of a head turn, sorted
// by their yaw, drawn to a canvas that stands in for the webcam.
import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {kBinary, kRoot} from './paths.mjs';

const kClip = path.join(kRoot, '../shared/people/videos/p01_left_right.mp4');
const kFramesPerSecond = 8;

export function clipIsThere() {
  return existsSync(kClip);
}

function yawOf(file) {
  const said = execFileSync(kBinary, ['inspect', '--json', '--probe', file], {encoding: 'utf8'});
  const all = JSON.parse(said).face.components;
  return all.find(({component}) => component === 'head_pose_yaw').raw;
}

// [{yaw, url}, ...] from the one side to the other.
export function turnFrames(folder) {
  // The passive network takes the clip's render grain for an attack (docs/biometrics.md).
  execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-i', kClip, '-vf',
    `nlmeans=s=3,fps=${kFramesPerSecond}`, '-q:v', '2', path.join(folder, 'turn%03d.jpg')]);
  const files = readdirSync(folder).filter((name) => /^turn\d+\.jpg$/.test(name));
  const frames = files.map((name) => {
    const file = path.join(folder, name);
    const url = `data:image/jpeg;base64,${readFileSync(file).toString('base64')}`;
    return {yaw: yawOf(file), url};
  });
  return frames.sort((a, b) => a.yaw - b.yaw);
}

// One still picture: a person who does not turn the head.
export function stillFrame(file) {
  return [{yaw: 0, url: `data:image/jpeg;base64,${readFileSync(file).toString('base64')}`}];
}

// Runs in the page, before any of its scripts: getUserMedia gives the canvas, and the head goes
// where the page's arrow points, one frame at a time, with a camera's noise.
export function act(frames) {
  const kTickMs = 70;
  const kNoise = 3;  // grey levels, of one pixel in so many: more is an attack to the network
  const kNoiseEvery = 7;
  const kCloser = 1.3;
  const front = frames.reduce((best, {yaw}, at) =>
    (Math.abs(yaw) < Math.abs(frames[best].yaw) ? at : best), 0);
  const goal = {turn_left: frames.length - 1, turn_right: 0};
  let at = front;
  let scale = 1;

  async function start() {
    const pictures = await Promise.all(frames.map(async ({url}) => {
      const picture = new Image();
      picture.src = url;
      await picture.decode();
      return picture;
    }));
    const canvas = document.createElement('canvas');
    const [width, height] = [pictures[0].naturalWidth, pictures[0].naturalHeight];
    [canvas.width, canvas.height] = [width, height];
    const pen = canvas.getContext('2d', {willReadFrequently: true});
    const draw = () => {
      const move = document.getElementById('face-viewer')?.dataset.move ?? '';
      const wanted = goal[move] ?? front;
      at += Math.sign(wanted - at);
      scale += Math.max(-0.03, Math.min(0.03, (move === 'move_closer' ? kCloser : 1) - scale));
      const [w, h] = [width * scale, height * scale];
      pen.drawImage(pictures[at], (width - w) / 2, (height - h) / 2, w, h);
      const pixels = pen.getImageData(0, 0, width, height);
      for (let i = 0; i < pixels.data.length; i += 4 * kNoiseEvery) {
        const noise = (Math.random() - 0.5) * kNoise;
        for (let channel = 0; channel < 3; ++channel) pixels.data[i + channel] += noise;
      }
      pen.putImageData(pixels, 0, 0);
    };
    draw();
    setInterval(draw, kTickMs);
    return canvas.captureStream(30);
  }
  navigator.mediaDevices.getUserMedia = start;
}
