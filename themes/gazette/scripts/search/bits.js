// Reads numbers packed into bits, highest bit first, as the package that writes the index packs them.

export class Damaged extends Error {}

const riceLongest = 24;

export class Bits {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  // window returns the next 32 bits, of which at least the first 25 are valid.
  window() {
    const b = this.bytes, i = this.at >> 3, shift = this.at & 7;
    return ((b[i] << 24) | (b[i + 1] << 16) | (b[i + 2] << 8) | b[i + 3]) << shift | (shift && b[i + 4] >> (8 - shift));
  }

  unary(most) {
    const n = Math.clz32(~this.window());
    if (n >= most) {
      this.at += most;
      return most;
    }
    this.at += n + 1;
    return n;
  }

  take(width) {
    if (!width) return 0;
    const v = this.window() >>> (32 - width);
    this.at += width;
    return v;
  }

  gamma() {
    const n = this.unary(32);
    return (1 << n) | this.take(n);
  }

  rice(k) {
    const q = this.unary(riceLongest);
    return q === riceLongest ? this.take(32) : (q << k) | this.take(k);
  }

  char() {
    const high = this.gamma() - 1;
    return (high << 6) | this.take(6);
  }

  // list reads a list of bulletins of a segment and, if weighed is true, the level of each.
  list(documents, weighed) {
    const n = this.gamma();
    if (n < 0 || n > documents || n > this.bytes.length * 8) throw new Damaged();
    const order = levelOrder[weighed && n >= longList ? this.take(3) : usualLevel];
    const docs = new Int32Array(n), levels = new Uint8Array(weighed ? n : 0), k = riceParameter(n, documents);
    for (let i = 0, next = 0; i < n; i++) {
      docs[i] = next += this.rice(k);
      next++;
      if (weighed) levels[i] = order[this.unary(8)];
    }
    if (this.at > this.bytes.length * 8) throw new Damaged();
    return { docs, levels };
  }
}

export const riceParameter = (n, total) => 31 - Math.clz32(Math.max(1, Math.floor((total * 11) / (n * 16))));

// levelOrder has, for each usual level, all levels in the order of their codes: the usual one, then its neighbours, and so on.
const usualLevel = 1, longList = 64;
const levelOrder = Array.from({ length: 8 }, (_, usual) => [usual, ...[1, 2, 3, 4, 5, 6, 7].flatMap((d) => [usual - d, usual + d])].filter((level) => level >= 0 && level < 8));
