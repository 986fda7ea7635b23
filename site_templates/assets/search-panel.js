/* The search as a reader sees it: field, filters, results; by mouse, by touch and by keys. */
import { Engine } from "./search-engine.js";
import { asked, pieces } from "./search-names.js";

const SHOWN = 10, PAUSE = 160, AROUND = 14;

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

function marked(text, words) {
  return pieces(text, words).map(([piece, found]) => (found ? element("mark", "", piece) : piece));
}

/** A few words of a text around the first that was asked for. */
function excerpt(text, words) {
  const spoken = text.split(/\s+/), first = spoken.findIndex((word) => pieces(word, words).some(([, found]) => found));
  const from = Math.max(0, first - AROUND / 2), to = from + 2 * AROUND;
  return (from ? "… " : "") + spoken.slice(from, to).join(" ") + (to < spoken.length ? " …" : "");
}

function resultOf(page, words, number) {
  const link = element("a", "cb-hit-link", ...marked(page.title, words)), parts = [element("span", "cb-hit-kind", page.kind)];
  link.href = page.address;
  if (page.state) {
    const [sign, ...label] = page.state.split(" "), mark = element("span", "", sign);
    mark.setAttribute("aria-hidden", "true");
    parts.push(" ", element("span", `cb-chip cb-${page.tone}`, mark, " ", label.join(" ")));
  }
  if (page.detail) parts.push(" ", element("span", "cb-hit-detail", page.detail));
  const about = element("p", "cb-hit-about", ...parts);
  about.id = `cb-hit-about-${number}`;
  const quote = page.quote ? element("q", "", ...marked(page.quote, words)) : null;
  const said = element("p", "cb-hit-words", ...(quote ? [quote] : marked(excerpt(page.text, words), words)));
  if (page.language) for (const foreign of quote ? [quote] : [link, said]) foreign.lang = page.language;
  said.id = `cb-hit-words-${number}`;
  link.setAttribute("aria-describedby", `${about.id} ${said.id}`);
  return element("li", "cb-hit", about, element("p", "cb-hit-title", link), said);
}

class Panel {
  constructor(form, linked) {
    this.form = form;
    this.linked = linked;
    this.field = form.elements.q;
    this.facets = [...form.querySelectorAll("select")];
    for (const name of ["status", "results", "more", "filters", "active", "clear"]) {
      this[name] = form.querySelector(`.cb-search-${name}`);
    }
    this.run = 0;
    this.engine = null;
  }

  async start() {
    this.say("working");
    if (this.linked) this.readAddress();
    this.listen();
    this.engine = Engine.open();
    await this.search();
  }

  say(name, count) {
    const words = count === undefined ? this.form.dataset[name] : this.form.dataset[count === 1 ? "one" : "other"];
    const text = words.replace("{count}", String(count));
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  /** Takes over what the address asks for; what somebody has typed meanwhile stays. */
  readAddress() {
    const asked = new URLSearchParams(location.search);
    this.field.value ||= asked.get("q") || "";
    this.wished = Object.fromEntries(this.facets.map((select) => [select.name, asked.get(select.name) || ""]));
    if (matchMedia("(min-width: 60em)").matches || Object.values(this.wished).some(Boolean)) this.filters.open = true;
  }

  writeAddress() {
    if (!this.linked) return;
    const asked = new URLSearchParams();
    if (this.field.value.trim()) asked.set("q", this.field.value.trim());
    for (const [name, id] of Object.entries(this.chosen())) if (id) asked.set(name, id);
    history.replaceState(history.state, "", asked.size ? `?${asked}` : location.pathname);
  }

  chosen() {
    return Object.fromEntries(this.facets.map((select) => [select.name, this.wished?.[select.name] || select.value]));
  }

  listen() {
    let waiting = 0;
    this.field.addEventListener("input", () => {
      this.form.setAttribute("aria-busy", "true");
      clearTimeout(waiting);
      waiting = setTimeout(() => this.search(), PAUSE);
    });
    for (const select of this.facets) select.addEventListener("change", () => this.search());
    this.clear.addEventListener("click", () => {
      for (const select of this.facets) select.value = "";
      this.search();
      this.filters.querySelector("summary").focus();
    });
    this.more.addEventListener("click", async () => {
      const before = this.results.children.length;
      await this.show(before + SHOWN, true);
      this.results.children[before]?.querySelector("a").focus();
    });
    this.form.addEventListener("submit", async (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      await this.search();
      this.results.querySelector("a")?.focus();
    });
    this.form.addEventListener("keydown", (event) => this.walk(event));
  }

  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.target.matches("select, summary")) return;
    const stops = [this.field, ...this.results.querySelectorAll("a"), ...(this.more.hidden ? [] : [this.more])];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!stops.includes(document.activeElement) || !next) return;
    event.preventDefault();
    next.focus();
    if (next !== this.field) next.closest("li")?.scrollIntoView({ block: "nearest" });
  }

  /** Looks up what the field and the filters ask for; the other languages follow once the own results are shown. */
  async search() {
    const run = ++this.run, query = this.field.value;
    this.form.setAttribute("aria-busy", "true");
    try {
      const engine = await this.engine;
      if (run !== this.run) return;
      this.writeAddress();
      if (!query.trim() && !Object.values(this.chosen()).some(Boolean)) {
        await this.present(engine, query, []);
        this.offer(engine, await engine.find(""));
        this.say("idle");
        return;
      }
      const own = await engine.find(query);
      if (run !== this.run) return;
      await this.present(engine, query, own);
      if (!this.found.length) this.say("working"); else this.say("", this.found.length);
      const all = await engine.findEverywhere(query);
      if (run !== this.run) return;
      if (all.length > own.length) await this.present(engine, query, all, true);
      if (this.found.length) this.say("", this.found.length);
      else this.say(Object.values(this.chosen()).some(Boolean) ? "noneFiltered" : "none");
    } catch (error) {
      if (run !== this.run) return;
      this.say("failed");
      console.error(error);
    } finally {
      if (run === this.run) this.form.setAttribute("aria-busy", "false");
    }
  }

  /** Shows what was found; `further` where it only adds to what is shown already, which then stays in its place. */
  async present(engine, query, places, further = false) {
    this.offer(engine, places);
    const chosen = this.chosen();
    this.pages = engine;
    this.words = asked(query);
    this.found = places.filter((place) => engine.fits(place, chosen));
    await this.show(Math.max(SHOWN, further ? this.results.children.length : 0), further);
  }

  /** The values that each filter can still take, with how many results each would leave. */
  offer(engine, places) {
    const chosen = this.chosen();
    for (const select of this.facets) {
      const rest = { ...chosen, [select.name]: "" };
      const left = new Set(places.filter((place) => engine.fits(place, rest)));
      const values = (engine.facets.get(select.name) || [])
        .map(({ id, label, places: having }) => ({ id, label, count: [...having].filter((place) => left.has(place)).length }))
        .filter(({ id, count }) => count || id === chosen[select.name])
        .sort((one, other) => (select.name === "year" ? other.id.localeCompare(one.id) : one.label.localeCompare(other.label)));
      const options = values.map(({ id, label, count }) => new Option(`${label} (${count})`, id));
      select.replaceChildren(select.options[0], ...options);
      select.value = values.some(({ id }) => id === chosen[select.name]) ? chosen[select.name] : "";
      select.disabled = !options.length;
      select.closest("label").hidden = select.name === "tag" && !engine.facets.has("tag");
    }
    this.wished = null;
    const active = this.facets.filter((select) => select.value);
    this.active.textContent = active.map((select) => select.selectedOptions[0].text.replace(/ \(\d+\)$/, "")).join(" · ");
    this.clear.hidden = !active.length;
  }

  /** Shows the first `count` results; with `further` only those that are not there yet. */
  async show(count, further) {
    const run = this.run, before = further ? this.results.children.length : 0;
    const pages = await Promise.all(this.found.slice(before, count).map((place) => this.pages.page(place)));
    if (run !== this.run) return;
    const items = pages.map((page, at) => resultOf(page, this.words, before + at));
    if (further) this.results.append(...items); else this.results.replaceChildren(...items);
    this.more.hidden = this.found.length <= this.results.children.length;
  }
}

/** Brings the form to life; `linked` keeps what is asked for in the page's address. */
export function start(form, linked) {
  return new Panel(form, linked).start();
}
