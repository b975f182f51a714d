// Work in the background, one line for each kind: of what is asked for while one is at work, only the newest is done.
import program from "worker";

/** After so many milliseconds of work that nobody wants any more, the worker is stopped and another one started. */
const PATIENCE = 300;

const address = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));

/** `ask(job, input, done, failed)`: `done` is not called if something newer was asked for. */
export function line() {
  let [worker, current, next, timer] = [null, null, null, null];

  function start() {
    worker = new Worker(address);
    worker.onmessage = ({ data }) => finish(data);
    worker.onerror = ({ message }) => finish({ failure: message ?? "The worker could not be started." });
  }

  function finish({ result, failure }) {
    stopTimer();
    const { done, failed } = current;
    current = null;
    if (next) return begin();
    if (failure === undefined) done(result);
    else failed(failure);
  }

  function begin() {
    stopTimer();
    if (!worker) start();
    [current, next] = [next, null];
    worker.postMessage({ job: current.job, input: current.input });
  }

  function stopTimer() {
    clearTimeout(timer);
    timer = null;
  }

  function restart() {
    worker.terminate();
    worker = null;
    begin();
  }

  return {
    ask(job, input, done, failed) {
      next = { job, input, done, failed };
      if (!current) return begin();
      timer ??= setTimeout(restart, PATIENCE);
    },
    /** What was asked for is not wanted any more. */
    cancel() {
      stopTimer();
      if (current) worker.terminate();
      [worker, current, next] = current ? [null, null, null] : [worker, null, null];
    },
  };
}
