// One webcam: opened on demand, closed at once, frames as JPEG; keeps no frame.

const kOpenWidth = 1280;
const kOpenHeight = 720;

let stream = null;
let opening = 0;  // the latest wish; an older one that arrives late is closed again

// Key of the sentence for the clerk; see texts_en.js.
function reasonOf(error) {
  if (error.name === 'NotAllowedError' || error.name === 'SecurityError') return 'camera_refused';
  if (error.name === 'NotReadableError' || error.name === 'AbortError') return 'camera_busy';
  return 'camera_missing';
}

// '' when the video plays; otherwise the key of what is wrong. `facing`: 'user' | 'environment'.
export async function openCamera(video, facing) {
  closeCamera();
  const wish = ++opening;
  try {
    if (!navigator.mediaDevices) return 'camera_refused';  // the page is not on https or localhost
    const opened = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: {facingMode: facing, width: {ideal: kOpenWidth}, height: {ideal: kOpenHeight}},
    });
    if (wish !== opening) {
      stop(opened);
      return 'camera_busy';
    }
    stream = opened;
    video.srcObject = stream;
    await video.play();
    return '';
  } catch (error) {
    if (wish === opening) closeCamera();
    return reasonOf(error);
  }
}

export function closeCamera() {
  ++opening;
  if (stream) stop(stream);
  stream = null;
  for (const video of document.querySelectorAll('video')) video.srcObject = null;
}

export function cameraIsOpen() {
  return stream !== null;
}

// What the browser says of the camera in use; the server records it as a signal, and proves nothing
// by it, since a label can be anything.
export function describeCamera() {
  const label = stream?.getVideoTracks()[0]?.label ?? '';
  return {label, signals: navigator.webdriver ? ['webdriver'] : []};
}

function stop(opened) {
  for (const track of opened.getTracks()) track.stop();
}

// The frame of this moment on a canvas, its longer side at most `limit` pixels.
export function drawFrame(video, canvas, limit = Infinity) {
  const scale = Math.min(1, limit / Math.max(video.videoWidth, video.videoHeight));
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext('2d').drawImage(video, 0, 0, canvas.width, canvas.height);
}

export function jpegOf(canvas, quality) {
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}

// A canvas forgets its pixels when its size is set.
export function wipe(canvas) {
  canvas.width = 0;
  canvas.height = 0;
}
