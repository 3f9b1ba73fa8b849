// Makes texts comparable, in the same way as the package that writes the index. A squeezed text is folded, has no mute characters,
// and has one space for each run of characters that are neither letters nor digits.

const limit = 0x33480;
const gap = 0, letter = 1, digit = 2, sign = 3, mute = 4;

const folded = new Uint32Array(limit);
const classes = new Uint8Array(limit);

// learn reads the text part of the index: the runes that change and what they become, as differences in Base64 VLQ; and the runes
// at which another class begins, each as a difference in hexadecimal and a letter for the class.
export function learn(data) {
  const [from, to, starts] = data.split("\n");
  for (let i = 0; i < limit; i++) folded[i] = i;
  const become = numbers(to);
  let rune = 0, other = 0;
  for (const difference of numbers(from)) {
    other += become.next().value;
    folded[rune += difference] = other;
  }
  let at = 0, name = gap;
  for (const [, difference, next] of starts.matchAll(/([0-9a-f]+)([g-k])/g)) {
    const start = at + parseInt(difference, 16);
    classes.fill(name, at, start);
    at = start;
    name = next.charCodeAt() - 103;
  }
  classes.fill(name, at);
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function* numbers(line) {
  let bits = 0, shift = 0;
  for (const c of line) {
    const d = digits.indexOf(c);
    bits |= (d & 31) << shift;
    shift += 5;
    if (d < 32) {
      yield bits & 1 ? -(bits >> 1) : bits >> 1;
      bits = shift = 0;
    }
  }
}

const classOf = (rune) => (rune < limit ? classes[rune] : gap);
export const isSign = (rune) => classOf(rune) === sign;
export const inWord = (rune) => classOf(rune) === letter || classOf(rune) === digit;
export const isNumber = (word) => word.every((rune) => classOf(rune) === digit);

// squeeze returns the squeezed form of a text in NFC, as code points, and the position in the text at which each begins.
export function squeeze(text) {
  const runes = [], places = [];
  let open = false;
  for (let i = 0; i < text.length; ) {
    const at = i;
    let rune = text.codePointAt(i);
    i += rune > 0xffff ? 2 : 1;
    if (rune >= limit) {
      if (rune < 0xe0000 || rune >= 0xe1000) open = true;
      continue;
    }
    rune = folded[rune];
    const name = classes[rune];
    if (name === mute) continue;
    if (name === gap) {
      open = true;
      continue;
    }
    if (open && runes.length) {
      runes.push(32);
      places.push(at);
    }
    open = false;
    runes.push(rune);
    places.push(at);
  }
  return { runes, places };
}
