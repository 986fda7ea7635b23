/* Asks Pagefind: one bundle a language, own first; a page has the same place in all of them. */
import { MARK, NAMES_FOLLOW, asked, pieces } from "./search-names.js";

const BASE = new URL("../search/", import.meta.url);
const ROOT = new URL("../", import.meta.url);
const SIGNATURE = "pagefind_dcd";
/** Titles and the names in them weigh more than the text below, and most where a page is about what it names. */
const RANKING = { metaWeights: { title: 6, names: 6, named: 12, quote: 2, state: 1, detail: 1 } };

/**
 * One language: Pagefind's results as places. Each language has a Pagefind of its own, since each has a stemmer.
 * Many records are dealt out to several parts, `parts` says for each in which it is; Pagefind asks them all.
 */
class Bundle {
  constructor(language, ids, places, parts) {
    this.folder = new URL(`${language}/`, BASE);
    this.ids = ids;
    this.parts = parts || ids.map(() => 0);
    this.count = Math.max(...this.parts) + 1;
    this.numberOf = new Map(ids.map((id, at) => [id, at]));
    this.places = places;
    this.known = new Map();
  }

  folderOf(part) {
    return part ? new URL(`${part}/`, this.folder) : this.folder;
  }

  async load() {
    this.pagefind = await import(new URL("pagefind.js", this.folder).href);
    await this.pagefind.options({ basePath: this.folder.href, noWorker: true, ranking: RANKING });
    await this.pagefind.init();
    const others = Array.from({ length: this.count - 1 }, (_, at) => this.folderOf(at + 1).href);
    await Promise.all(others.map((folder) => this.pagefind.mergeIndex(folder, { ranking: RANKING })));
  }

  /** What Pagefind finds, best first: the number of each record, and how well it fits. */
  async ask(query) {
    const { results } = await this.pagefind.search(query);
    return results.map(({ id, score }) => ({ number: this.numberOf.get(id), score }));
  }

  /** A record by its number in the bundle. Pagefind packs it as gzip, after a signature. */
  async record(number) {
    const folder = this.folderOf(this.parts[number]);
    const answer = await fetch(new URL(`fragment/${this.ids[number]}.pf_fragment`, folder));
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    const unpacked = answer.body.pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse((await new Response(unpacked).text()).slice(SIGNATURE.length));
  }

  /** By part, the first of the records found. */
  async firsts(query) {
    const found = new Map();
    for (const { number } of await this.ask(query)) {
      if (!found.has(this.parts[number])) found.set(this.parts[number], number);
    }
    return found;
  }

  /**
   * By part, the word as it is to be asked for, where a page of the part has it; elsewhere Pagefind would take the
   * nearest shorter one.
   */
  async sounds(word, last) {
    const named = word.startsWith(MARK), sounds = new Map();
    for (const part of (await this.firsts(named || word.startsWith('"') ? word : `"${word}"`)).keys()) sounds.set(part, word);
    if (sounds.size === this.count || word.startsWith('"') || (named && (sounds.size || !last))) return sounds;
    const open = named ? word.slice(0, -1) : word;
    for (const [part, nearest] of await this.firsts(open)) {
      if (sounds.has(part)) continue;
      if (!named) {
        const { content, meta } = await this.record(nearest);
        if (!pieces([content, ...Object.values(meta)].join(" "), [word]).some(([, found]) => found)) continue;
      }
      sounds.set(part, open);
    }
    return sounds;
  }

  /** The places of the pages that have all the words, best first. */
  async find(words) {
    const sounds = [];
    for (const [at, word] of words.entries()) {
      const last = at === words.length - 1, key = `${word} ${last}`;
      if (!this.known.has(key)) this.known.set(key, await this.sounds(word, last));
      sounds.push(this.known.get(key));
    }
    const queries = new Map();
    for (let part = 0; part < this.count; part += 1) {
      if (!sounds.every((sound) => sound.has(part))) continue;
      const query = sounds.map((sound) => sound.get(part)).join(" ");
      queries.set(query, (queries.get(query) || new Set()).add(part));
    }
    const found = [];
    for (const [query, parts] of queries) {
      found.push(...(await this.ask(query)).filter(({ number }) => parts.has(this.parts[number])));
    }
    if (queries.size > 1) found.sort((one, other) => other.score - one.score);
    return found.map(({ number }) => (this.places ? this.places[number] : number));
  }
}

/** The search of this edition; `facets` are values by name, each with its id, its label and the places that have it. */
export class Engine {
  static async open() {
    const answer = await fetch(new URL("search.json", BASE));
    if (!answer.ok) throw new Error(`search.json: ${answer.status}`);
    const engine = new Engine(await answer.json());
    await engine.own.load();
    return engine;
  }

  constructor(directory) {
    this.facets = new Map(Object.entries(directory.facets).map(([name, values]) =>
      [name, values.map(([id, label, places]) => ({ id, label, places: new Set(places) }))]));
    [this.own, ...this.others] = directory.bundles.map(({ language, ids, places, parts }) =>
      new Bundle(language, ids, places, parts));
    this.loading = null;
  }

  /** The places found by the words of the edition's own language; every place where nothing is asked for. */
  async find(query) {
    const words = asked(query);
    return words.length ? this.own.find(words) : [...this.own.ids.keys()];
  }

  /** The same with those that only the other languages' words find, after the own ones. Loads them at first. */
  async findEverywhere(query) {
    const words = asked(query), found = await this.find(query);
    if (!words.length) return found;
    this.loading = this.loading || Promise.all(this.others.map((bundle) => bundle.load()));
    await this.loading;
    const more = await Promise.all(this.others.map((bundle) => bundle.find(words)));
    return [...new Set([...found, ...more.flat()])];
  }

  /** The value of a facet that a place has, if any. */
  value(name, place) {
    return (this.facets.get(name) || []).find((value) => value.places.has(place));
  }

  /** Whether a place has all the chosen values, given as ids by facet. */
  fits(place, chosen) {
    return Object.entries(chosen).every(([name, id]) =>
      !id || (this.facets.get(name) || []).some((value) => value.id === id && value.places.has(place)));
  }

  /** What a result shows. */
  async page(place) {
    const { url: address, content, meta } = await this.own.record(place);
    const text = content.split(NAMES_FOLLOW)[0].trim();
    const shown = (name) => this.value(name, place) || { id: "", label: "" };
    return {
      address: new URL(address, ROOT).href, title: meta.title, text, quote: meta.quote || "", state: meta.state || "",
      detail: meta.detail || "", kind: shown("kind").label, tone: shown("tone").id, language: shown("quoted").id,
    };
  }
}
