// Jobs for a background worker: while one runs, only the newest request waits.
import program from "worker";

/** After these milliseconds a worker whose result is out of date is replaced, and a result still awaited is late. */
const PATIENCE = 300;

const address = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));

/**
 * `ask(job, input, done, failed)`: `done` is not called if something newer was asked for; `failed` gets a reason.
 * `late` is called when a result is late, so that an earlier one is not taken for it.
 */
export function queue(late = () => {}) {
  let [worker, current, next, timer, lateness] = [null, null, null, null, null];

  function start() {
    worker = new Worker(address);
    worker.onmessage = ({ data }) => finish(data);
    worker.onerror = ({ message }) => finish({ failure: message ?? "the browser did not start the worker" });
  }

  function finish({ result, failure }) {
    stopTimer();
    const { done, failed } = current;
    current = null;
    if (next) return begin();
    stopLateness();
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

  function stopLateness() {
    clearTimeout(lateness);
    lateness = null;
  }

  function restart() {
    worker.terminate();
    worker = null;
    begin();
  }

  return {
    ask(job, input, done, failed) {
      next = { job, input, done, failed };
      lateness ??= setTimeout(late, PATIENCE);
      if (!current) return begin();
      timer ??= setTimeout(restart, PATIENCE);
    },
    /** Drops the running job and the waiting one. */
    cancel() {
      stopTimer();
      stopLateness();
      if (current) worker.terminate();
      [worker, current, next] = current ? [null, null, null] : [worker, null, null];
    },
  };
}
