'use strict';
const { KbsearchError } = require('./errors.js');

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text) {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]);
}

/// Returns the text with each mark between `open` and `close`; `each` is done to the texts between.
function marked(text, marks, open, close, each) {
  let made = '';
  let at = 0;
  for (const [begin, end] of marks) {
    made += each(text.slice(at, begin)) + open + each(text.slice(begin, end)) + close;
    at = end;
  }
  return made + each(text.slice(at));
}

function markedHtml(text, marks, tag) {
  if (!/^[a-z][a-z0-9-]*$/i.test(tag)) {
    throw new KbsearchError('INVALID_ARGUMENT', `'${tag}' is no name of an element`);
  }
  return marked(text, marks, `<${tag}>`, `</${tag}>`, escaped);
}

module.exports = { marked, markedHtml };
