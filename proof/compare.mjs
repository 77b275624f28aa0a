// The browser's code computes what the server's computed, to the last digit, and ranks 200 offers × 40 criteria within a
// frame: node compare.mjs MODULE NATIVE, where MODULE is the wasm's script for node and NATIVE the output of `proof`.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import path from 'node:path';

const FRAME = 16;
const [module, native] = process.argv.slice(2);
const { evaluations, Slider } = createRequire(import.meta.url)(path.resolve(module));

const theirs = readFileSync(native, 'utf8').split('\n');
const ours = evaluations(20_261_123, 1_000).split('\n');
const apart = theirs.findIndex((line, number) => line !== ours[number]);
if (apart >= 0 || ours.length !== theirs.length || ours.length !== 1_001) {
  console.error(`evaluation ${apart} differs:\n  native ${theirs[apart]}\n  wasm   ${ours[apart]}`);
  process.exit(1);
}
console.log('1,000 random evaluations are the same in wasm, to the last digit');

const slider = new Slider(200, 40);
if (slider.moved() < 100) {
  console.error('fewer than half of the offers may win: nothing worth timing is ranked');
  process.exit(1);
}
const times = Array.from({ length: 101 }, () => {
  const began = performance.now();
  slider.moved();
  return performance.now() - began;
}).sort((a, b) => a - b);
console.log(`200 offers × 40 sub-criteria ranked again in wasm: median ${times[50].toFixed(2)} ms, longest ${times[100].toFixed(2)} ms`);
if (times[50] > FRAME) process.exit(1);
