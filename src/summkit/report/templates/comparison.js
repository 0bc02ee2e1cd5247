"use strict";
(() => {
  const PAGE = 50;
  const ALPHABET =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;.=,?@^_`{|}~";
  const SCALE = 10000;
  const byId = (id) => document.getElementById(id);

  // ---- charts: one metric at a time ----
  for (const select of document.querySelectorAll("select[data-shows]")) {
    const show = () => {
      for (const panel of document.querySelectorAll(`[data-panel="${select.id}"]`)) {
        panel.hidden = panel.dataset.index !== select.value;
      }
    };
    select.addEventListener("change", show);
    show();
  }

  // ---- unpacking ----
  function bytesOf(text) {
    const value = new Uint8Array(128);
    for (let i = 0; i < ALPHABET.length; i++) value[ALPHABET.charCodeAt(i)] = i;
    const missing = (5 - (text.length % 5)) % 5;
    const padded = text + "~".repeat(missing);
    const bytes = new Uint8Array((padded.length / 5) * 4);
    for (let i = 0, j = 0; i < padded.length; i += 5) {
      let word = 0;
      for (let k = 0; k < 5; k++) word = word * 85 + value[padded.charCodeAt(i + k)];
      bytes[j++] = word >>> 24;
      bytes[j++] = word >>> 16;
      bytes[j++] = word >>> 8;
      bytes[j++] = word;
    }
    return bytes.subarray(0, bytes.length - missing);
  }

  async function unpack() {
    const bytes = bytesOf(byId("packed").textContent.trim());
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }

  // ---- text from articles: set as text, never as markup, controls made visible ----
  const UNSAFE =
    /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  const visible = (text) =>
    text.replace(UNSAFE, (c) => {
      const code = c.charCodeAt(0).toString(16);
      return code.length < 3 ? "\\x" + code.padStart(2, "0") : "\\u" + code.padStart(4, "0");
    });

  function make(tag, options = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(options)) {
      if (value !== null && value !== undefined) node.setAttribute(name, value);
    }
    for (const child of children) {
      if (child !== null && child !== undefined) {
        node.append(typeof child === "string" ? visible(child) : child);
      }
    }
    return node;
  }

  const shown = (value, column) =>
    value === null ? "–" : ((column.scale * value) / SCALE).toFixed(column.decimals);
  const signed = (value, column) =>
    value === null ? "–" : (value < 0 ? "−" : "+") + shown(Math.abs(value), column);
  const folded = (text) => text.split(/\s+/u).filter(Boolean).join(" ");

  function browse(data) {
    const home = byId("browser");
    const [search, first, second, metric, sort] =
      ["search", "first", "second", "metric", "sort"].map(byId);
    const count = data.ids.length;
    const haystack = new Array(count);
    let found = [];
    let page = 0;
    let open = -1;

    const fill = (select, names, chosen) => {
      names.forEach((name, number) => {
        const option = make("option", { value: number }, name);
        option.selected = name === chosen;
        select.append(option);
      });
    };
    fill(first, data.systems, home.dataset.first);
    fill(second, data.systems, home.dataset.second);
    const heads = data.columns.map((column) => column.head);
    fill(metric, heads, heads[0]);
    sort.value = home.dataset.sort;

    const value = (select, article) => data.values[select.value][metric.value][article];
    const delta = (article) => {
      const [a, b] = [value(first, article), value(second, article)];
      return a === null || b === null ? null : a - b;
    };
    const measured = () => data.columns[metric.value];
    // What A gains on B: where less is better, it gains by having less.
    const gain = (article) => {
      const apart = delta(article);
      return apart === null ? null : measured().better * apart;
    };

    function text(system, article) {
      const own = data.texts[article][system];
      if (own === -1) return null;
      if (typeof own === "string") return own;
      return places(system, article)
        .map(([start, end]) => folded(data.bodies[article].slice(start, end)))
        .join(own === 0 ? " " : "");
    }

    function places(system, article) {
      const spans = data.spans[article];
      return data.chosen[article][system].map((n) => [spans[2 * n], spans[2 * n + 1]]);
    }

    function lower(article) {
      if (haystack[article] === undefined) {
        const written = data.bodies[article] ? [] : data.systems.map((_, s) => text(s, article));
        haystack[article] = [
          data.ids[article], data.headlines[article], data.deks[article], data.bodies[article],
          ...data.references[article], ...written,
        ].filter(Boolean).join("\n").toLowerCase();
      }
      return haystack[article];
    }

    // What has no value comes last, whatever the direction.
    const descending = (key) => (x, y) => {
      const [a, b] = [key(x), key(y)];
      if (a === null || b === null) return (a === null) - (b === null) || x - y;
      return b - a || x - y;
    };
    const ORDERS = {
      place: (x, y) => x - y,
      id: (x, y) => (data.ids[x] < data.ids[y] ? -1 : data.ids[x] > data.ids[y] ? 1 : x - y),
      value: descending((n) => value(first, n)),
      over: descending(gain),
      under: descending((n) => (gain(n) === null ? null : -gain(n))),
      apart: descending((n) => (delta(n) === null ? null : Math.abs(delta(n)))),
    };

    function find() {
      const words = search.value.toLowerCase().split(/\s+/u).filter(Boolean);
      found = [];
      for (let n = 0; n < count; n++) {
        if (words.every((word) => lower(n).includes(word))) found.push(n);
      }
      found.sort(ORDERS[sort.value]);
      page = 0;
      list();
    }

    function title(article) {
      const start = data.bodies[article] || text(0, article) || "";
      return folded(data.headlines[article] || "") || folded(start.slice(0, 300)).slice(0, 90) + "…";
    }

    function list() {
      const pages = Math.max(1, Math.ceil(found.length / PAGE));
      const items = found.slice(page * PAGE, (page + 1) * PAGE).map((article) => {
        const button = make("button", { type: "button", "data-article": article },
          make("span", { dir: "auto", lang: data.languages[article] }, title(article)),
          make("span", { class: "figures" },
            `A ${shown(value(first, article), measured())} · ` +
            `B ${shown(value(second, article), measured())} · ` +
            `A−B ${signed(delta(article), measured())}`),
          make("span", { class: "figures id" }, data.ids[article]));
        if (article === open) button.setAttribute("aria-current", "true");
        return make("li", {}, button);
      });
      byId("articles").replaceChildren(...items);
      byId("articles").scrollTop = 0;
      byId("count").textContent =
        `${found.length.toLocaleString("en")} of ${count.toLocaleString("en")} articles`;
      byId("page").textContent = `Page ${page + 1} of ${pages}`;
      byId("earlier").disabled = page === 0;
      byId("later").disabled = page + 1 >= pages;
    }

    // The body as paragraphs, cut wherever a marked place begins or ends.
    function marked(article, a, b) {
      const body = data.bodies[article];
      const within = (list, at) => list.some(([start, end]) => start <= at && at < end);
      const cuts = [...new Set([...a, ...b].flat())].sort((x, y) => x - y);
      const paragraphs = [];
      for (const match of body.matchAll(/\S(?:(?!\n\s*\n)[^])*/gu)) {
        const start = match.index;
        const end = start + match[0].trimEnd().length;
        const edges = [start, ...cuts.filter((c) => start < c && c < end), end];
        const paragraph = make("p", {});
        for (let n = 0; n + 1 < edges.length; n++) {
          const piece = body.slice(edges[n], edges[n + 1]);
          const kind = (within(a, edges[n]) ? "a" : "") + (within(b, edges[n]) ? "b" : "");
          if (!kind || !piece.trim()) {
            paragraph.append(visible(piece));
            continue;
          }
          const label = kind === "ab" ? "A+B" : kind.toUpperCase();
          paragraph.append(make("mark", { class: kind },
            make("span", { class: "key " + kind }, label), piece));
        }
        paragraphs.push(paragraph);
      }
      return paragraphs;
    }

    function values(article) {
      const rows = data.columns.map((column, c) => {
        const [a, b] = [first, second].map((s) => data.values[s.value][c][article]);
        const apart = a === null || b === null ? null : a - b;
        return make("tr", {}, make("th", { scope: "row" }, column.head),
          ...[shown(a, column), shown(b, column), signed(apart, column)]
            .map((t) => make("td", { class: "n" }, t)));
      });
      const head = ["Metric", "A", "B", "A−B"].map((t, n) =>
        make("th", { scope: "col", class: n ? "n" : null }, t));
      return make("table", {}, make("caption", {}, "Values"),
        make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
    }

    function read(article, focus) {
      open = article;
      for (const button of byId("articles").querySelectorAll("button")) {
        if (Number(button.dataset.article) === article) button.setAttribute("aria-current", "true");
        else button.removeAttribute("aria-current");
      }
      const language = { dir: "auto", lang: data.languages[article] };
      const systems = [Number(first.value), Number(second.value)];
      const [a, b] = systems.map((s) => places(s, article));
      const beside = make("aside", { class: "beside", "aria-label": "Values and references" },
        values(article));
      if (data.references[article].length) {
        beside.append(make("h4", {}, "References"));
        for (const reference of data.references[article]) {
          beside.append(make("p", { class: "reference", ...language }, reference));
        }
      }
      systems.forEach((system, n) => {
        const key = "ab"[n];
        const written = text(system, article);
        beside.append(
          make("h4", {}, make("span", { class: "key " + key }, key.toUpperCase()), data.systems[system]),
          make("p", { class: "written", ...language }, written === null ? "wrote nothing" : written));
      });
      const view = byId("article");
      const legend = make("ul", { class: "legend" },
        ...systems.map((system, n) => make("li", {},
          make("span", { class: "key " + "ab"[n] }, "AB"[n]), data.systems[system])),
        make("li", {}, make("span", { class: "key ab" }, "A+B"), "both"));
      const hasBody = Boolean(data.bodies[article]);
      view.replaceChildren(
        make("p", { class: "meta" }, data.ids[article]),
        make("h3", language, title(article)),
        data.deks[article] ? make("p", { class: "dek", ...language }, data.deks[article]) : "",
        hasBody ? legend : "",
        make("div", { class: hasBody ? "split" : "split alone" },
          hasBody ? make("div", { class: "body", ...language }, ...marked(article, a, b)) : null,
          beside));
      view.hidden = false;
      if (focus) {
        view.focus({ preventScroll: true });
        view.scrollIntoView({ block: "start" });
      }
    }

    const again = () => {
      find();
      if (open >= 0) read(open, false);
    };
    let waiting = 0;
    search.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(find, 120);
    });
    for (const select of [first, second, metric, sort]) select.addEventListener("change", again);
    const turn = (by) => () => {
      page += by;
      list();
    };
    byId("earlier").addEventListener("click", turn(-1));
    byId("later").addEventListener("click", turn(1));
    byId("articles").addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) read(Number(button.dataset.article), true);
    });
    byId("browser-tools").hidden = false;
    byId("browser-panes").hidden = false;
    byId("browser-status").hidden = true;
    find();
    if (found.length) read(found[0], false);
  }

  unpack().then(browse).catch((error) => {
    byId("browser-status").textContent =
      typeof DecompressionStream === "undefined"
        ? "This browser cannot unpack the articles (it lacks DecompressionStream): use a newer one."
        : `The articles cannot be unpacked: ${error.message}`;
  });
})();
