// Which bulletins may be what is looked for, in which order.

const pairsMost = 2;

// find gives the candidates of a parsed query: where each stands in the archive, the newest first or by score, and for each facet
// which candidates its filter leaves. what holds the filters: the id of an agency, topic, region or status, and from and to as
// dates (2020-02-21); and byDate. A query without pieces finds every bulletin.
export async function find(index, query, what) {
  const scores = new Map(); // by number in the archive
  if (!query.pieces.length) for (let number = 0; number < index.documents; number++) scores.set(number, 0);
  const bySegment = await Promise.all(index.segments.map((segment) => hitsOf(segment, query)));
  const weights = query.pieces.map((_, i) => rarity(index.documents, bySegment.reduce((n, hits) => n + hits.pieces[i].docs.length, 0)));
  bySegment.forEach((hits, i) => {
    for (const [doc, score] of join(query, hits, weights)) scores.set(index.segments[i].first + doc, score);
  });
  const masks = new Map();
  for (const [facet, id] of facetsOf(what)) masks.set(facet, await mask(index, async (segment, set) => {
    const bits = (await segment.facet(facet, id)).get(id);
    if (bits) for (const doc of bits.docs(segment.documents)) set(doc);
  }));
  if (what.from || what.to) masks.set("days", await mask(index, async (segment, set) => {
    const from = what.from ? await segment.before(dayNumber(what.from)) : 0;
    const to = what.to ? await segment.before(dayNumber(what.to) + 1) : segment.documents;
    for (let doc = from; doc < to; doc++) set(doc);
  }));
  const found = [...scores.keys()].filter((number) => [...masks.values()].every((mask) => mask[number]));
  found.sort(what.byDate ? (a, b) => b - a : (a, b) => scores.get(b) - scores.get(a) || b - a);
  return { found, all: [...scores.keys()], masks };
}

const facetsOf = (what) => ["agencies", "topics", "regions", "status"].filter((facet) => what[facet]).map((facet) => [facet, what[facet]]);

export const dayNumber = (date) => Date.parse(date) / 864e5 + 719163;

async function mask(index, fill) {
  const mask = new Uint8Array(index.documents);
  await Promise.all(index.segments.map((segment) => fill(segment, (doc) => (mask[segment.first + doc] = 1))));
  return mask;
}

// counts tells how many candidates each value of a facet would leave, with all filters but the facet's own.
export async function counts(index, { all, masks }, facet) {
  const others = [...masks].filter(([name]) => name !== facet).map(([, mask]) => mask);
  const in_ = new Uint8Array(index.documents);
  for (const number of all) if (others.every((mask) => mask[number])) in_[number] = 1;
  const counts = new Map();
  for (const segment of index.segments) {
    for (const [value, bits] of await segment.facet(facet)) {
      let n = 0;
      for (const doc of bits.docs(segment.documents)) n += in_[segment.first + doc];
      counts.set(value, (counts.get(value) ?? 0) + n);
    }
  }
  return counts;
}

// years tells how many candidates each year has, with all filters but that of days.
export function years(index, { all, masks }) {
  const others = [...masks].filter(([name]) => name !== "days").map(([, mask]) => mask);
  const counts = new Map();
  let first = 0;
  const ends = index.years.map(([year, n]) => [year, (first += n)]);
  for (const number of all) {
    if (!others.every((mask) => mask[number])) continue;
    const [year] = ends.find(([, end]) => number < end);
    counts.set(String(year), (counts.get(String(year)) ?? 0) + 1);
  }
  return counts;
}

async function hitsOf(segment, query) {
  const looks = query.pieces.map((piece) => Promise.all(piece.lookups.map((lookup) => segment.look(lookup))));
  const meetings = query.pairs.slice(0, pairsMost).map((pair) => segment.look(pair));
  const pieces = (await Promise.all(looks)).map((hits) => hits.reduce(both, null) ?? { docs: [], levels: [] });
  return { pieces, pairs: await Promise.all(meetings) };
}

function both(a, b) {
  if (!a) return b;
  const docs = [], levels = [];
  for (let i = 0, j = 0; i < a.docs.length && j < b.docs.length; ) {
    if (a.docs[i] < b.docs[j]) i++;
    else if (a.docs[i] > b.docs[j]) j++;
    else {
      docs.push(a.docs[i]);
      levels.push(Math.min(a.levels[i++], b.levels[j++]));
    }
  }
  return { docs, levels };
}

const rarity = (total, n) => Math.log(1 + (total - n + 0.5) / (n + 0.5));
const saturation = (level) => 2 ** level / 2 / (2 ** level / 2 + 1.5);

function join(query, { pieces, pairs }, weights) {
  let scores = null;
  query.pieces.forEach((piece, i) => {
    if (!piece.lookups.length) return;
    const next = new Map();
    const { docs, levels } = pieces[i];
    for (let j = 0; j < docs.length; j++) {
      if (!scores || scores.has(docs[j])) next.set(docs[j], (scores?.get(docs[j]) ?? 0) + weights[i] * saturation(levels[j]));
    }
    scores = next;
  });
  pairs.forEach(({ docs, levels }, i) => {
    for (let j = 0; j < docs.length; j++) {
      if (scores?.has(docs[j])) scores.set(docs[j], scores.get(docs[j]) + ((weights[i] + weights[i + 1]) / 5) * saturation(levels[j]));
    }
  });
  return [...(scores ?? [])].map(([doc, score]) => [doc, Math.round(score * 1e6)]);
}
