// Where the repository and its release binary are.
import path from 'node:path';
import {fileURLToPath} from 'node:url';

export const kRoot = fileURLToPath(new URL('../../../', import.meta.url));
export const kBinary = process.env.TRUENAME_BINARY ?? path.join(kRoot, 'build/release/truename');
