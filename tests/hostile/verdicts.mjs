// How the hostile cases say what is wrong.

export function equal(actual, expected, what) {
  if (!Object.is(actual, expected)) throw new Error(`${what}: ${String(actual)} instead of ${String(expected)}`);
}

/** Calls what must throw, and returns the error. */
export function thrown(call, what) {
  let result;
  try {
    result = call();
  } catch (error) {
    return error;
  }
  throw new Error(`${what}: returned ${String(result)} instead of throwing`);
}

/** What is said of an argument whose memory is gone when it is read. */
export const gone = (argument) =>
  `TypeError: ${argument} must keep its memory and its length while it is read: pass a copy`;
