/** A small seeded generator (xoshiro128**): document `index` of a seed can be made again without those before it. */
export class Random {
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 0;

  /**
   * Starts over.
   * @param {number} seed
   * @param {number} index
   */
  reseed(seed, index) {
    // splitmix32 spreads the two numbers over the state.
    let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0x27d4eb2f);
    const next = () => {
      state = (state + 0x9e3779b9) | 0;
      let mixed = state ^ (state >>> 16);
      mixed = Math.imul(mixed, 0x21f0aaad);
      mixed ^= mixed >>> 15;
      mixed = Math.imul(mixed, 0x735a2d97);
      return mixed ^ (mixed >>> 15);
    };
    this.#a = next() ^ seed;
    this.#b = next() ^ index;
    this.#c = next();
    this.#d = next() | 1;
  }

  /** @returns {number} 32 bits, unsigned */
  bits() {
    const times5 = Math.imul(this.#b, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result >>> 0;
  }

  /** @returns {number} a whole number from 0 to `limit - 1` */
  below(limit) {
    return Math.floor((this.bits() / 0x100000000) * limit);
  }

  /** @returns {number} a whole number from `low` to `high`, both included */
  between(low, high) {
    return low + this.below(high - low + 1);
  }

  /** @returns {boolean} true once in `times` */
  oneIn(times) {
    return this.below(times) === 0;
  }

  /** @template T @param {readonly T[] | string} list @returns {T} */
  pick(list) {
    return list[this.below(list.length)];
  }
}
