// Holds what LibreOffice computed against what is stored: `xlsx.mjs OURS THEIRS`. Ours are lines of sheet, row and column
// from 0, and number; theirs a CSV file for each sheet.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const [ours, theirs] = process.argv.slice(2);
const NEAR = 1e-9; // of the number: spreadsheets count in binary

const cells = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
const sheets = new Map();
const sheet = (book, name) => {
  const file = path.join(theirs, `${book}-${name}.csv`);
  if (!sheets.has(file)) sheets.set(file, readFileSync(file, 'utf8').replace(/^\uFEFF/, '').split(/\r?\n/).map(cells));
  return sheets.get(file);
};

let compared = 0;
const wrong = [];
for (const file of readdirSync(ours).filter((name) => name.endsWith('.txt'))) {
  const book = path.basename(file, '.txt');
  for (const line of readFileSync(path.join(ours, file), 'utf8').split('\n').filter(Boolean)) {
    const [name, row, column, stored] = line.split('\t');
    const found = sheet(book, name)[row]?.[column] ?? '';
    const same = stored === '' ? found === '' : found !== '' && Math.abs(Number(found) - Number(stored)) <= NEAR * Math.max(1, Math.abs(Number(stored)));
    if (!same) wrong.push(`${book}, ${name} row ${Number(row) + 1} column ${Number(column) + 1}: “${found}”, stored “${stored}”`);
    compared += 1;
  }
}
for (const line of wrong) console.error(line);
console.log(`${compared} formulas of ${readdirSync(ours).filter((name) => name.endsWith('.xlsx')).length} workbooks recomputed by LibreOffice, ${wrong.length} otherwise than stored`);
process.exit(compared > 0 && wrong.length === 0 ? 0 : 1);
