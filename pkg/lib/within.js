// A limit on the time of work that may never settle.

/**
 * Settles as `work` does. If that takes more than `seconds`, it rejects with the error of `late`, which `stop` is then
 * called with.
 *
 * @template T
 * @param {Promise<T> | T} work
 * @param {number} seconds
 * @param {() => Error} late
 * @param {(error: Error) => void} stop
 * @returns {Promise<T>}
 */
export async function within(work, seconds, late, stop) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<never>} */
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => {
      const error = late();
      reject(error);
      stop(error);
    }, seconds * 1000);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
