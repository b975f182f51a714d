// A limit on the time of work that may never settle.

/**
 * Settles as `work` does. If that takes more than `seconds`, it rejects with the error of `late`, which `stop` is then
 * called with.
 *
 * @template T
 * @param {PromiseLike<T>} work
 * @param {number} seconds
 * @param {() => Error} late
 * @param {(error: Error) => void} stop
 * @returns {Promise<T>}
 */
export function within(work, seconds, late, stop) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const error = late();
      reject(error);
      stop(error);
    }, seconds * 1000);
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
