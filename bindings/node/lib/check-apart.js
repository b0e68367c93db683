'use strict';
// Run by check(): prints the report, or why there is none.
const binding = require('./binding.js');

const [, , directory, write] = process.argv;
let told;
try {
  told = { report: binding.checkIndex(directory, write === 'write') };
} catch ({ code, message }) {
  told = { failure: { code, message } };
}
process.stdout.write(JSON.stringify(told));
