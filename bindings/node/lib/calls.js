'use strict';
// Calls of the addon that take a while.
const binding = require('./binding.js');
const { AbortError, told } = require('./errors.js');

/// Awaits what `start` gives; it gets the handle that ends it, undefined without a signal. When the signal is aborted,
/// the call is ended, and the promise is rejected with an AbortError.
async function run(signal, start) {
  if (signal === undefined || signal === null) {
    try {
      return await start(undefined);
    } catch (error) {
      throw told(error);
    }
  }
  if (signal.aborted) throw new AbortError(signal.reason);
  const stop = binding.newStop();
  const onAbort = () => binding.requestStop(stop);
  signal.addEventListener('abort', onAbort);
  try {
    return await start(stop);
  } catch (error) {
    if (signal.aborted && error?.code === 'INTERRUPTED') throw new AbortError(signal.reason);
    throw told(error);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/// The same for what only asks: when the signal is aborted there is no answer, even if one was found just before.
async function ask(signal, start) {
  const answer = await run(signal, start);
  if (signal?.aborted) throw new AbortError(signal.reason);
  return answer;
}

/// Calls `act`, which throws at once.
function runSync(act) {
  try {
    return act();
  } catch (error) {
    throw told(error);
  }
}

module.exports = { run, ask, runSync };
