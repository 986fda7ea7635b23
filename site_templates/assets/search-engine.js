/* Asks Pagefind: one bundle a language, own first; a page has the same place in all of them. */
import { MARK, NAMES_FOLLOW, asked, pieces } from "./search-names.js";

const BASE = new URL("../search/", import.meta.url);
const ROOT = new URL("../", import.meta.url);
const SIGNATURE = "pagefind_dcd";
/** Titles and the names in them weigh more than the text below, and most where a page is about what it names. */
const RANKING = { metaWeights: { title: 6, names: 6, named: 12, quote: 2, state: 1, detail: 1 } };

/** One language: Pagefind's results as places. Each bundle has a Pagefind of its own, since each has a stemmer. */
class Bundle {
  constructor(language, ids, places) {
    this.folder = new URL(`${language}/`, BASE);
    this.ids = ids;
    this.placeOf = new Map(ids.map((id, at) => [id, places ? places[at] : at]));
    this.known = new Map();
  }

  async load() {
    this.pagefind = await import(new URL("pagefind.js", this.folder).href);
    await this.pagefind.options({ basePath: this.folder.href, noWorker: true, ranking: RANKING });
    await this.pagefind.init();
  }

  async ask(query) {
    return (await this.pagefind.search(query)).results;
  }

  /** A record by its number in the bundle. Pagefind packs it as gzip, after a signature. */
  async record(number) {
    const answer = await fetch(new URL(`fragment/${this.ids[number]}.pf_fragment`, this.folder));
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    const unpacked = answer.body.pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse((await new Response(unpacked).text()).slice(SIGNATURE.length));
  }

  /** The word as it is to be asked for, or null where no page has it: Pagefind would take the nearest shorter one. */
  async sound(word, last) {
    if (word.startsWith(MARK)) {
      if ((await this.ask(word)).length) return word;
      const open = word.slice(0, -1);
      return last && (await this.ask(open)).length ? open : null;
    }
    if (word.startsWith('"') || (await this.ask(`"${word}"`)).length) return word;
    const [nearest] = await this.ask(word);
    if (!nearest) return null;
    const { content, meta } = await this.record(this.ids.indexOf(nearest.id));
    return pieces([content, ...Object.values(meta)].join(" "), [word]).some(([, found]) => found) ? word : null;
  }

  /** The places of the pages that have all the words, best first. */
  async find(words) {
    const query = [];
    for (const [at, word] of words.entries()) {
      const last = at === words.length - 1, key = `${word} ${last}`;
      if (!this.known.has(key)) this.known.set(key, await this.sound(word, last));
      if (this.known.get(key) === null) return [];
      query.push(this.known.get(key));
    }
    return (await this.ask(query.join(" "))).map((result) => this.placeOf.get(result.id));
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
    [this.own, ...this.others] = directory.bundles.map(({ language, ids, places }) => new Bundle(language, ids, places));
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
