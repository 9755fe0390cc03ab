import { dispatcher } from './rpc.js';

/** The longest line that is read, in characters: an order is below 2,000, so that this is a mistake or an attack. */
export const LINE_LIMIT = 1_000_000;

/**
 * Answers each line of a stream; answers come as they are ready, in any order.
 * @param {import('node:stream').Readable} input lines of UTF-8, each a JSON-RPC request
 * @param {import('node:stream').Writable} output where answers go, a line each
 * @param {() => void} ended called once, when the input ends, an answer cannot be written or a line is too long
 * @param {object} [seams] what tests replace, as the dispatcher takes it
 */
export function serve(input, output, ended, seams = {}) {
  const answer = dispatcher(seams);
  const reply = (message) => message === null || output.write(`${JSON.stringify(message)}\n`);
  let rest = '';
  input.setEncoding('utf8');
  input.on('data', (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop();
    for (const line of lines.filter((text) => text.trim() !== '')) {
      answer(line).then(reply);
    }

    if (rest.length > LINE_LIMIT) {
      console.error(`bridge: a line of more than ${LINE_LIMIT} characters`);
      ended();
    }
  });
  input.once('end', ended);
  input.once('error', ended);
  output.once('error', ended);
}
