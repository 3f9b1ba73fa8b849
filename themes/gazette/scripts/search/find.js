// Finds the bulletins that may match a query, and ranks them.

const pairsMost = 2;
const rarity = (total, n) => Math.log(1 + (total - n + 0.5) / (n + 0.5));
const saturation = Array.from({ length: 8 }, (_, level) => 2 ** level / 2 / (2 ** level / 2 + 1.5));

// find returns the numbers of the candidates of a parsed query: found, which pass the filters, ranked; and all, oldest first, with
// masks, one for each filter. what holds the filters: ids of agencies, topics, regions and status, from and to as dates
// (2020-02-21), and byDate. A query without pieces finds every bulletin.
export async function find(index, query, what) {
  const bySegment = await Promise.all(index.segments.map((segment) => hitsOf(segment, query)));
  const weights = query.pieces.map((_, i) => rarity(index.documents, bySegment.reduce((n, hits) => n + hits.pieces[i].docs.length, 0)));
  const scores = new Float64Array(index.documents), matched = new Uint8Array(index.documents);
  // add scores the hits of bulletins that have matched so many pieces, and adds more (1 or 0) to that number.
  const add = (kind, i, weight, has, more) => bySegment.forEach((hits, s) => {
    const { docs, levels } = hits[kind][i], first = index.segments[s].first;
    for (let j = 0; j < docs.length; j++) {
      const number = first + docs[j];
      if (matched[number] !== has) continue;
      matched[number] += more;
      scores[number] += weight * saturation[levels[j]];
    }
  });
  let wanted = 0;
  query.pieces.forEach((piece, i) => piece.lookups.length && add("pieces", i, weights[i], wanted++, 1));
  query.pairs.slice(0, pairsMost).forEach((_, i) => add("pairs", i, (weights[i] + weights[i + 1]) / 5, wanted, 0));
  let n = 0;
  const all = new Int32Array(index.documents);
  for (let number = 0; number < index.documents; number++) if (matched[number] === wanted) all[n++] = number;

  const masks = new Map();
  for (const facet of ["agencies", "topics", "regions", "status"]) {
    if (what[facet]) masks.set(facet, await mask(index, async (segment, set) => {
      const bits = (await segment.facet(facet, what[facet])).get(what[facet]);
      bits?.list(segment.documents).docs.forEach(set);
    }));
  }
  if (what.from || what.to) masks.set("days", await mask(index, async (segment, set) => {
    const from = what.from ? await segment.before(dayNumber(what.from)) : 0;
    const to = what.to ? await segment.before(dayNumber(what.to) + 1) : segment.documents;
    for (let doc = from; doc < to; doc++) set(doc);
  }));
  // Score and number are packed into one number, which sorts fast.
  const hits = { all: all.subarray(0, n), masks }, step = 2 ** 21;
  const keys = new Float64Array(left(hits));
  if (!what.byDate) for (let i = 0; i < keys.length; i++) keys[i] += Math.round(scores[keys[i]] * 1e6) * step;
  keys.sort().reverse();
  return { ...hits, found: keys.map((key) => key % step) };
}

const dayNumber = (date) => Date.parse(date) / 864e5 + 719163;

async function mask(index, fill) {
  const mask = new Uint8Array(index.documents);
  await Promise.all(index.segments.map((segment) => fill(segment, (doc) => (mask[segment.first + doc] = 1))));
  return mask;
}

// left returns the candidates that pass all masks except that of one facet.
const left = ({ all, masks }, but) => {
  const others = [...masks].filter(([name]) => name !== but).map(([, mask]) => mask);
  return others.length ? all.filter((number) => others.every((mask) => mask[number])) : all;
};

// counts returns how many candidates each value of a facet would leave, with all filters except the facet's own.
export async function counts(index, hits, facet) {
  const isLeft = new Uint8Array(index.documents), counts = new Map();
  for (const number of left(hits, facet)) isLeft[number] = 1;
  for (const segment of index.segments) {
    for (const [value, bits] of await segment.facet(facet)) {
      const n = bits.list(segment.documents).docs.reduce((n, doc) => n + isLeft[segment.first + doc], 0);
      counts.set(value, (counts.get(value) ?? 0) + n);
    }
  }
  return counts;
}

// years returns how many candidates each year has, with all filters except that of dates.
export function years(index, hits) {
  const counts = new Map();
  let i = 0, end = 0;
  const numbers = left(hits, "days");
  for (const [year, n] of index.years) {
    const from = i;
    for (end += n; i < numbers.length && numbers[i] < end; i++);
    counts.set(String(year), i - from);
  }
  return counts;
}

async function hitsOf(segment, query) {
  const pieces = query.pieces.map(async (piece) => (await Promise.all(piece.lookups.map((lookup) => segment.look(lookup)))).reduce(both, null) ?? { docs: [], levels: [] });
  const pairs = query.pairs.slice(0, pairsMost).map((pair) => segment.look(pair));
  return { pieces: await Promise.all(pieces), pairs: await Promise.all(pairs) };
}

// both returns the bulletins that are in both lists, each with the lower of its levels.
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
