// The index on the host. A part is read when a search first needs it, and only once.

import { Bits, Damaged } from "./bits.js";
import { inWord, learn } from "./text.js";

const documentsPart = 64;

// open reads the manifest and what every search needs. get(path, fresh) returns a promise of the bytes of a file of the index,
// which fails if there is no such file. If fresh is true, no cache may answer.
export async function open(get, fresh) {
  const manifest = JSON.parse(decode(await get("manifest.json", true)));
  const common = decode(await inflate(await get(manifest.text, fresh)));
  learn(common);
  let first = 0;
  const segments = manifest.segments.map((segment, number) => {
    const opened = new Segment(segment, number, first, get, fresh);
    first += segment.documents;
    return opened;
  });
  await Promise.all(segments.map((segment) => segment.split())); // so that a search need not wait for them
  let names;
  return {
    segments, documents: first, years: manifest.years,
    document: (number) => segments.filter((segment) => segment.first <= number).pop().document(number),
    // names returns the names of agencies in all languages, by id
    names: () => (names ??= get(`names.json?v=${manifest.names}`, fresh).then((data) => JSON.parse(decode(data)))),
  };
}

const decode = (bytes) => new TextDecoder().decode(bytes);

const inflate = async (bytes) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer());

class Segment {
  constructor(segment, number, first, get, fresh) {
    Object.assign(this, segment, { number, first, get, fresh, parts: new Map() });
  }

  // part returns a part without its stamp. A part with another stamp belongs to another state of the archive.
  part(path, read = (bytes) => bytes) {
    let part = this.parts.get(path);
    if (!part) {
      part = this.get(`${this.number}/${path}?v=${this.version}`, this.fresh).then((bytes) => {
        for (let i = 0; i < 4; i++) if (bytes[i] !== parseInt(this.stamp.slice(2 * i, 2 * i + 2), 16)) throw new Damaged();
        return read(bytes.subarray(4));
      });
      this.parts.set(path, part);
    }
    return part;
  }

  split() {
    return this.part("split.bin", async (bytes) => new Map(decode(await inflate(bytes)).split("\n").map((key, i) => [key, i])));
  }

  async document(number) {
    const i = number - this.first;
    const documents = await this.part(`documents/${Math.floor(i / documentsPart)}.bin`, async (bytes) => JSON.parse(decode(await inflate(bytes))));
    const [path, title, publishers, official = "", status = "", language = "", subtitle = "", proper = ""] = documents[i % documentsPart];
    return { path, title, publishers, number: official, status, language, subtitle, proper };
  }

  // look finds the bulletins of all terms that begin with a key.
  async look({ key, whole }) {
    const split = await this.split();
    let n = Math.min(2, key.length), name = String.fromCodePoint(...key.slice(0, n));
    while (split.has(name) && n < key.length) name += String.fromCodePoint(key[n++]);
    const place = split.get(name);
    const common = place !== undefined;
    const path = common ? `common/${place % this.common}.bin` : `terms/${partOf(name, this.terms)}.bin`;
    const data = (await this.part(path, entries)).get(name);
    if (!data) return { docs: [], levels: [] };
    const bits = new Bits(data);
    if (!common) return leaf(bits, this.documents, key.slice(n), whole);
    const all = bits.list(this.documents, true);
    if (!whole) return all;
    return bits.take(1) ? bits.list(this.documents, true) : { docs: [], levels: [] };
  }

  // facet returns the bulletins of a value of a facet, or of each value in the part.
  async facet(name, id) {
    const all = new Map();
    const n = this.facets[name];
    const some = id === undefined ? Array.from({ length: n }, (_, i) => i) : [partOf(id, n)];
    for (const part of await Promise.all(some.map((i) => this.part(`${name}/${i}.bin`, entries)))) {
      for (const [value, data] of part) all.set(value, new Bits(data));
    }
    return all;
  }

  // before counts the bulletins before a day. Day 1 is 0001-01-01.
  async before(day) {
    const bytes = await this.part("days.bin");
    const next = varints(bytes);
    let n = 0, last = 0;
    while (next.at < bytes.length) {
      last += next();
      if (last >= day) break;
      n += next();
    }
    return n;
  }
}

function partOf(key, parts) {
  let h = 2166136261;
  for (const c of key) h = Math.imul(h ^ c.codePointAt(), 16777619);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  h ^= h >>> 12;
  return (h >>> 0) % parts;
}

// varints returns a function that reads one number after the other; its property at is the position.
function varints(bytes) {
  const next = () => {
    let v = 0, shift = 0, b;
    do {
      if (next.at >= bytes.length || shift > 28) throw new Damaged();
      b = bytes[next.at++];
      v |= (b & 127) << shift;
      shift += 7;
    } while (b > 127);
    return v;
  };
  next.at = 0;
  return next;
}

// entries returns the data of each key of a part.
function entries(bytes) {
  const next = varints(bytes), sizes = new Map();
  let last = 0;
  for (let n = next(); n > 0; n--) {
    let key = "";
    for (let i = next(); i > 0; i--) key += String.fromCodePoint(key ? next() : (last += next()));
    sizes.set(key, next());
  }
  let at = next.at;
  for (const [key, size] of sizes) sizes.set(key, bytes.subarray(at, (at += size)));
  if (at > bytes.length) throw new Damaged();
  return sizes;
}

// leaf reads terms one after the other, and returns the bulletins of those whose rest begins with want.
function leaf(bits, documents, want, whole) {
  const best = new Map();
  let rest = [];
  let n = bits.gamma();
  const k = bits.take(5);
  for (; n > 0; n--) {
    const shared = bits.gamma() - 1, more = bits.gamma() - 1;
    if (shared > rest.length || more > 1000) throw new Damaged();
    const base = rest[shared] ?? 0;
    rest = rest.slice(0, shared);
    for (let i = 0; i < more; i++) rest.push(i ? bits.char() : base + bits.rice(k));
    const { docs, levels } = bits.list(documents, true);
    if (want.some((rune, i) => rune !== rest[i]) || (whole && rest.length > want.length && inWord(rest[want.length]))) continue;
    for (let i = 0; i < docs.length; i++) best.set(docs[i], Math.max(best.get(docs[i]) ?? 0, levels[i]));
  }
  const docs = Int32Array.from(best.keys()).sort();
  return { docs, levels: Array.from(docs, (doc) => best.get(doc)) };
}
