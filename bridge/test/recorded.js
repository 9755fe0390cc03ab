// The bridge on the recorded answers of one exchange: `node test/recorded.js okx '[{"to": ..., "answer": ...}]'`.
// Long ones come in a file (`@path`). Answers that are given come before the recorded ones; `{now}` and `{seconds}` in them are the time. Nothing leaves.
import { existsSync, readFileSync } from 'node:fs';
import { serve } from '../src/server.js';
import { recorded, seamsTo } from './venue.js';

const [exchange, given = '[]'] = process.argv.slice(2);

const dated = (answer) => JSON.stringify(answer)
  .replaceAll('{now}', `${Date.now()}`)
  .replaceAll('{seconds}', `${Math.floor(Date.now() / 1000)}`);

const first = JSON.parse(given.startsWith('@') ? readFileSync(given.slice(1), 'utf8') : given).map(({ answer, ...asked }) => ({ ...asked, get answer() { return dated(answer); } }));
const kept = existsSync(new URL(`exchanges/${exchange}.json`, import.meta.url)) ? recorded(exchange).answers : [];
serve(process.stdin, process.stdout, () => process.exit(0), seamsTo([...first, ...kept]));
