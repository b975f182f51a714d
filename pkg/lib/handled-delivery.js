// A delivery as `onEvent` gets it. Most handlers look at the event alone: the rest is made when it is first read.

/** @import { Claim } from "./claim.js" */
/** @import { Delivery } from "./delivery.js" */
/** @import { Delivery as Received } from "../index.js" */

/**
 * @template Event
 * @implements {Delivery<Event>}
 */
export class HandledDelivery {
  #received;
  /** @type {AbortController | undefined} */
  #controller;
  /** @type {Error | undefined} */
  #reason;
  /** @type {Claim | undefined} */
  claim;

  /** @param {Received<Event>} received by any version of this package */
  constructor(received) {
    this.#received = received;
    this.message = received.message;
    this.form = received.form;
    this.secretIndex = received.secretIndex;
  }

  get event() {
    return this.#received.event;
  }

  get topic() {
    return this.#received.topic;
  }

  get key() {
    return this.#received.key;
  }

  get signal() {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#reason) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /**
   * Aborts the signal of a delivery, whether anybody has it yet or not.
   *
   * @param {HandledDelivery<unknown>} delivery
   * @param {Error} reason
   */
  static abort(delivery, reason) {
    delivery.#reason = reason;
    delivery.#controller?.abort(reason);
  }
}
