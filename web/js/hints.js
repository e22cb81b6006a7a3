// One hint at a time on a live face: asks the server about small frames, keeps none of them.
import {RequestProblem, assessProbe} from './api.js';
import {drawFrame, jpegOf, wipe} from './camera.js';

const kPeriodMs = 1000;
const kFramePixels = 960;  // the longer side; enough for the quality gate
const kQuality = 0.85;

let watch = 0;

export function stopHints() {
  ++watch;
}

// Calls tell({acceptable, finding}) for each answer. A finding that persists stays the one shown.
export async function watchHints(video, tell) {
  const mine = ++watch;
  const canvas = document.createElement('canvas');
  let shown = '';
  while (mine === watch) {
    const begun = performance.now();
    let pauseMs = kPeriodMs;
    if (video.videoWidth > 0) {
      try {
        drawFrame(video, canvas, kFramePixels);
        const answer = await assessProbe(await jpegOf(canvas, kQuality));
        if (mine !== watch) break;
        const found = answer.findings ?? [];
        const finding = found.find(({component}) => component === shown) ?? found[0] ?? null;
        shown = finding?.component ?? '';
        tell({acceptable: answer.acceptable, finding});
      } catch (problem) {
        // Hints help but are not needed: the shutter works without them.
        if (!(problem instanceof RequestProblem)) throw problem;
        pauseMs = Math.max(pauseMs, problem.retryAfterSeconds * 1000);
      }
    }
    const rest = Math.max(0, pauseMs - (performance.now() - begun));
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
  wipe(canvas);
}
