// A picture file made fit to send: within the server's limits, untouched when it already is.
import {jpegOf, wipe} from './camera.js';

const kSendBytes = 8 * 1024 * 1024;  // the server takes 12 MB a picture; leave room for the rest
const kLongSidePixels = 3000;        // enough to read the small print of a card
const kQuality = 0.92;

// {blob, bitmap} or null when the file is no picture.
export async function openPicture(file) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return null;
  }
  const fits = file.size <= kSendBytes && ['image/jpeg', 'image/png'].includes(file.type);
  return {blob: fits ? file : await reduced(bitmap), bitmap};
}

async function reduced(bitmap) {
  const canvas = document.createElement('canvas');
  drawPicture(bitmap, canvas, kLongSidePixels);
  const blob = await jpegOf(canvas, kQuality);
  wipe(canvas);
  return blob;
}

export function drawPicture(bitmap, canvas, limit) {
  const scale = Math.min(1, limit / Math.max(bitmap.width, bitmap.height));
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
}
