// A bridge that does what the real one never should: it is told by its calls how to misbehave.
'use strict';

const lines = require('node:readline').createInterface({ input: process.stdin });
let opened = 0;

const answer = (id, result) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, result }) + '\n');

const refuse = (id, error) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, error }) + '\n');

const deeds = {
  ping: (id) => answer(id, {}),
  open: (id, { exchange }) => {
    opened += 1;
    return exchange === 'closed'
      ? refuse(id, { code: -32000, message: 'no', data: { kind: 'AuthenticationError', outcomeUnknown: false } })
      : answer(id, { row: { exchange } });
  },
  opened: (id) => answer(id, { opened }),
  surroundings: (id) => answer(id, { environment: process.env, arguments: process.argv.slice(2), number: process.pid }),
  die: () => process.exit(3),
  silent: () => {},
  late: (id, { ms }) => setTimeout(() => answer(id, { late: true }), ms),
  hang: () => { for (;;) { /* for ever */ } },
  garbage: () => process.stdout.write('<html>not an answer</html>\n'),
  strange: () => answer(4711, {}),
  empty: (id) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id }) + '\n'),
  twice: (id) => { answer(id, { time: 1 }); answer(id, { time: 2 }); },
  long: (id, { bytes }) => answer(id, { text: 'x'.repeat(bytes) }),
  deaf: (id) => { process.stdin.pause(); lines.pause(); answer(id, {}); },
  say: (id, { text }) => process.stderr.write(text + '\n', () => answer(id, {})),
  refuse: (id, { error }) => refuse(id, error),
};

lines.on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  deeds[method](id, params);
});
lines.on('close', () => process.exit(0));
