// What every Node peer shares: reads the pair list, times each check, prints one JSON object.
//
// A pair list has one pair a line: 1 or 0 (same person or not), first picture, second picture,
// separated by tabs. Decoding a JPEG in JavaScript is slow and not the peer's doing, so pictures
// are decoded before the clock starts; truename's own figure includes decoding.
import {readFileSync} from 'node:fs';
import jpeg from 'jpeg-js';

const WARM_UP_PAIRS = 2; // measured and thrown away: compilation and first allocations
const LOWEST_SCORE = -1; // where no face was found

export function readPairs(file) {
  const lines = readFileSync(file, 'utf8').split('\n').filter((line) => line !== '');
  return lines.map((line) => line.split('\t').slice(1));
}

// {width, height, data} with four bytes a pixel, RGBA.
export function decode(file) {
  return jpeg.decode(readFileSync(file), {useTArray: true});
}

// RGB as a tensor of whole numbers, [height, width, 3].
export function tensorOf(tf, picture) {
  const rgb = new Int32Array(picture.width * picture.height * 3);
  for (let from = 0, to = 0; from < picture.data.length; from += 4) {
    rgb[to++] = picture.data[from];
    rgb[to++] = picture.data[from + 1];
    rgb[to++] = picture.data[from + 2];
  }
  return tf.tensor3d(rgb, [picture.height, picture.width, 3], 'int32');
}

const cpuMs = () => {
  const {user, system} = process.cpuUsage();
  return (user + system) / 1000;
};

// `describe` gives the template of the main face of a decoded picture, or undefined;
// `compare` the score of two templates, higher for more alike.
export async function measurePairs(name, {describe, compare}) {
  const pairs = readPairs(process.argv[2]);
  const result = {name, cpu_ms: [], wall_ms: [], scores: [], resident_mb: 0};
  for (const pair of [...pairs.slice(0, WARM_UP_PAIRS), ...pairs]) {
    const [first, second] = pair.map(decode);
    const cpu = cpuMs();
    const wall = performance.now();
    const a = await describe(first);
    const b = await describe(second);
    const score = a && b ? compare(a, b) : LOWEST_SCORE;
    result.cpu_ms.push(cpuMs() - cpu);
    result.wall_ms.push(performance.now() - wall);
    result.scores.push(score);
  }
  for (const list of [result.cpu_ms, result.wall_ms, result.scores]) list.splice(0, WARM_UP_PAIRS);
  result.resident_mb = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
