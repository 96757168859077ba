// Builds the program for the preview's tests, unless DATELINE_PROGRAM names one.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProgram } from './build.js';

export default function setup() {
  if (process.env.DATELINE_PROGRAM) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'dateline-e2e-'));
  process.env.DATELINE_PROGRAM = buildProgram(folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
