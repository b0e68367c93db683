'use strict';

class KbsearchError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
    if (options?.subject !== undefined) this.subject = options.subject;
  }
}
Object.defineProperty(KbsearchError.prototype, 'name', { value: 'KbsearchError', configurable: true, writable: true });

// As the functions of Node reject when a signal was aborted.
class AbortError extends Error {
  constructor(reason) {
    super('The operation was aborted', { cause: reason });
    this.code = 'ABORT_ERR';
  }
}
Object.defineProperty(AbortError.prototype, 'name', { value: 'AbortError', configurable: true, writable: true });

const CODES = new Set(['INVALID_ARGUMENT', 'INDEX_NOT_FOUND', 'INDEX_CORRUPT', 'INDEX_VERSION', 'INDEX_LOCKED', 'IO',
  'LIMIT_EXCEEDED', 'INTERRUPTED', 'DEADLINE_PASSED', 'NO_MEMORY', 'INTERNAL']);

/// What the addon threw, as a KbsearchError that is made where it was called; anything else as it is.
function told(error) {
  if (error instanceof KbsearchError || !CODES.has(error?.code)) return error;
  return new KbsearchError(error.code, error.message, { subject: error.subject });
}

module.exports = { KbsearchError, AbortError, told };
